package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheOtherEndOfAPipe(t *testing.T) {
	const head = "package hub\n\nimport (\n\t\"bufio\"\n\t\"io\"\n\t\"testing\"\n)\n\ntype conn struct{ in io.Reader }\n\nvar _ = bufio.NewReader\n\n"
	for _, each := range []struct{ code, side, want string }{
		{"func TestX(t *testing.T) {\n\tr, w := io.Pipe()\n\tgo io.ReadAll(r) /*here*/\n\t_ = w\n}", "read", "_ = w.Close() t -1 false 0"},
		{"func TestX(t *testing.T) {\n\tr, w := io.Pipe()\n\tgo func() {\n\t\tw.Write(nil) /*here*/\n\t}()\n\t_ = r\n}", "write", "_ = r.Close() t -2 false 0"},
		{"func New() io.Writer {\n\tr, w := io.Pipe()\n\tgo func() {\n\t\tb := bufio.NewReader(r)\n\t\tb.ReadLine() /*here*/\n\t}()\n\treturn w\n}", "read", "_ = w.Close()  -3 true 0"},
		{"func New() io.Writer {\n\tr, w := io.Pipe()\n\tgo func() {\n\t\tio.Copy(io.Discard, r) /*here*/\n\t}()\n\treturn w\n}", "read", "_ = w.Close()  -2 true 0"},
		{"func New() {\n\tr, w := io.Pipe()\n\tc := &conn{in: r}\n\tgo c.run()\n\t_ = w\n}\n\nfunc (c *conn) run() {\n\tio.ReadAll(c.in) /*here*/\n}", "read", "_ = w.Close()  -7 false 0"},
		{"func TestX(t *testing.T) {\n\tr, w := io.Pipe()\n\tgo drain(r)\n\t_ = w\n}\n\nfunc drain(in io.Reader) {\n\tio.ReadAll(in) /*here*/\n}", "read", "_ = w.Close() t -6 false 0"},
		{"func Drain(out io.Writer, in io.Reader) {\n\tio.Copy(out, in) /*here*/\n}", "read", "   false 2"},
		// Closed somewhere, another end, another pipe, or one of several.
		{"func TestX(t *testing.T) {\n\tr, w := io.Pipe()\n\tdefer w.Close()\n\tgo io.ReadAll(r) /*here*/\n}", "read", ""},
		{"func TestX(t *testing.T) {\n\tr, w := io.Pipe()\n\tdefer func() { w.CloseWithError(nil) }()\n\tgo io.ReadAll(r) /*here*/\n}", "read", ""},
		{"func TestX(t *testing.T) {\n\tr, w := io.Pipe()\n\tgo drain(w)\n\tio.ReadAll(r)\n}\n\nfunc drain(out io.Writer) {\n\tio.Copy(out, nil) /*here*/\n}", "read", ""},
		{"func TestX(t *testing.T) {\n\tr, w := os.Pipe()\n\tgo io.ReadAll(r) /*here*/\n\t_ = w\n}", "read", ""},
		{"func New(a, b io.Reader) {\n\tc := &conn{in: a}\n\td := &conn{in: b}\n\tgo c.run()\n\tgo d.run()\n}\n\nfunc (c *conn) run() {\n\tio.ReadAll(c.in) /*here*/\n}", "read", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := head + each.code + "\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := ""
		if end := (folders{}).answer(Query{path, line, "pipe", []string{each.side}}).Ending; end != nil && end.Parameter > 0 {
			got = fmt.Sprintf("   %v %d", end.HandedOn, end.Parameter)
		} else if end != nil {
			got = fmt.Sprintf("%s %s %d %v %d", end.Call, end.Testing, end.Line-line, end.HandedOn, end.Parameter)
		}
		if got != each.want {
			t.Errorf("%s\n got %q\nwant %q", each.code, got, each.want)
		}
	}
}
