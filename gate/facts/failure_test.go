package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const connections = `package hub

import (
	"errors"
	"log"
	"net"
	"testing"
)

var _, _ = errors.Is, log.Print

type hub struct{ closed bool }

func (h *hub) fail(t *testing.T, c, d net.Conn, l net.Listener, done chan bool) error {
	buf := make([]byte, 1)
BODY
}
`

func TestWhetherAFailingCallLeavesItsLoop(t *testing.T) {
	for _, each := range []struct{ body, kind, check string }{
		// Nobody looks at the error, or the loop goes on.
		{"for {\n c.Read(buf) /*here*/\n}", "stays", ""},
		{"for {\n n, _ := c.Read(buf) /*here*/\n log.Print(n)\n}", "stays", ""},
		{"for {\n n, err := c.Read(buf) /*here*/\n if err != nil { // check\n log.Print(err)\n continue\n }\n log.Print(n)\n}", "stays", "check"},
		{"for {\n conn, err := l.Accept() /*here*/\n if err != nil { // check\n continue\n }\n go h.serve(conn)\n}", "stays", "check"},
		{"for {\n if _, err := c.Read(buf); err != nil { /*here*/ // check\n log.Print(err)\n }\n}", "stays", "check"},
		{"for {\n n, err := c.Read(buf) /*here*/\n if err == nil {\n return nil\n }\n log.Print(n)\n}", "stays", ""},
		// A break leaves the select or switch alone.
		{"for {\n _, err := c.Read(buf) /*here*/\n select {\n case <-done:\n default:\n if err != nil {\n break\n }\n }\n}", "stays", ""},
		{"for {\n _, err := c.Read(buf) /*here*/\n switch {\n case err != nil:\n break\n }\n}", "stays", ""},
		// Ways out.
		{"for {\n _, err := c.Read(buf) /*here*/\n if err != nil {\n return err\n }\n}", "leaves", ""},
		{"for {\n _, err := c.Read(buf) /*here*/\n if err != nil {\n break\n }\n}", "leaves", ""},
		{"out:\nfor {\n _, err := c.Read(buf) /*here*/\n switch {\n case err != nil:\n break out\n }\n}", "leaves", ""},
		{"for {\n _, err := c.Read(buf) /*here*/\n if err != nil {\n goto end\n }\n}\nend:\nlog.Print()", "leaves", ""},
		{"for {\n _, err := c.Read(buf) /*here*/\n if err != nil {\n t.Fatal(err)\n }\n}", "reports", ""},
		{"for {\n _, err := c.Read(buf) /*here*/\n if err != nil {\n panic(err)\n }\n}", "reports", ""},
		{"for {\n if _, err := c.Read(buf); err != nil { /*here*/\n return err\n }\n}", "leaves", ""},
		// Perhaps it is this error that leaves.
		{"for {\n _, err := c.Read(buf) /*here*/\n if errors.Is(err, net.ErrClosed) {\n return nil\n }\n}", "leaves", ""},
		{"for {\n _, err := c.Read(buf) /*here*/\n if ne, ok := err.(net.Error); ok && ne.Timeout() {\n continue\n }\n return err\n}", "leaves", ""},
		// Another call of the loop fails then, too.
		{"for {\n n, err := c.Read(buf) /*here*/\n if err != nil {\n log.Print(err)\n }\n if _, err := d.Write(buf[:n]); err != nil {\n break\n }\n}", "leaves", ""},
		{"for {\n n, err := c.Read(buf) /*here*/\n if err != nil {\n log.Print(err)\n }\n _, err = d.Write(buf[:n])\n if err == nil {\n continue\n }\n return err\n}", "leaves", ""},
		// The loop has an end, or there is none.
		{"for !h.closed {\n c.Read(buf) /*here*/\n}", "leaves", ""},
		{"for i := 0; i < 3; i++ {\n c.Read(buf) /*here*/\n}", "leaves", ""},
		{"c.Read(buf) /*here*/", "leaves", ""},
		// The test fails by it.
		{"_, err := c.Read(buf) /*here*/\n if err != nil {\n t.Error(err)\n return err\n }", "reports", ""},
		{"_, err := c.Read(buf) /*here*/\n noError(t, err)", "reports", ""},
		{"_, err := c.Read(buf) /*here*/\n if h.closed {\n log.Print()\n }\n if err != nil {\n panic(err)\n }", "reports", ""},
		// Perhaps it has returned before.
		{"_, err := c.Read(buf) /*here*/\n if h.closed {\n return nil\n }\n if err != nil {\n panic(err)\n }", "leaves", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub.go")
		source := strings.Replace(connections, "BODY", each.body+"\n\treturn nil", 1)
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := func(mark string) int { return strings.Count(source[:strings.Index(source, mark)], "\n") + 1 }
		got := folders{}.answer(Query{path, line("/*here*/"), "call", nil}).Failure
		if got == nil {
			got = &Failure{}
		}
		want := line("/*here*/")
		if each.check != "" {
			want = line("// " + each.check)
		}
		if got.Kind != each.kind || got.Kind == "stays" && got.Line != want || got.Checked != (each.check != "") {
			t.Errorf("%s\n got %+v, want %q in line %d", each.body, got, each.kind, want)
		}
		loop := folders{}.answer(Query{path, 16, "loop", nil}).Failure
		if strings.HasPrefix(each.body, "for") && (loop != nil) != (each.kind == "stays") {
			t.Errorf("%s\n the loop: got %+v", each.body, loop)
		}
	}
}

func TestALoopThatSpinsDidNotSeeEOF(t *testing.T) {
	for body, spins := range map[string]bool{
		"for {\n _, err := c.Read(buf)\n if errors.Is(err, io.EOF) {\n return nil\n }\n}":        true,
		"for {\n _, err := c.Read(buf)\n if err == io.EOF {\n return nil\n }\n}":                 true,
		"for {\n _, err := c.Read(buf)\n if errors.Is(err, net.ErrClosed) {\n return nil\n }\n}": false,
		"for {\n _, err := c.Read(buf)\n if err != nil {\n return err\n }\n}":                    false,
	} {
		path := filepath.Join(t.TempDir(), "hub.go")
		source := strings.Replace(strings.Replace(connections, "BODY", body+"\n\treturn nil", 1), "\"errors\"", "\"errors\"; \"io\"", 1)
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		if loop := (folders{}).answer(Query{path, 16, "loop", nil}).Failure; (loop != nil) != spins {
			t.Errorf("%s\n got %+v", body, loop)
		}
	}
}

func TestASendBehindAFailingCall(t *testing.T) {
	for _, each := range []struct{ body, want string }{
		{"recv := make(chan error)\n go func() {\n _, err := l.Accept() /*here*/\n recv <- err // send\n }()\n close(recv)", "panics"},
		{"recv := make(chan error)\n go func() {\n _, err := l.Accept() /*here*/\n recv <- err // send\n }()\n <-recv", "stuck"},
		{"recv := make(chan error)\n go func() {\n if _, err := l.Accept(); err != nil { /*here*/\n recv <- err // send\n }\n }()\n <-recv", "stuck"},
		{"recv := make(chan error)\n go func() {\n for {\n _, err := l.Accept() /*here*/\n if err != nil {\n recv <- err // send\n return\n }\n }\n }()\n <-recv", "stuck"},
		// It has room, others receive, or it is for a value alone.
		{"recv := make(chan error, 1)\n go func() {\n _, err := l.Accept() /*here*/\n recv <- err // send\n }()\n <-recv", "leaves"},
		{"recv := make(chan error)\n go func() {\n _, err := l.Accept() /*here*/\n recv <- err // send\n }()\n go func() { <-recv }()", "leaves"},
		{"recv := make(chan error)\n go func() {\n _, err := l.Accept() /*here*/\n recv <- err // send\n }()\n drain(recv)", "leaves"},
		{"recv := make(chan error)\n go func() {\n c, err := l.Accept() /*here*/\n if err != nil {\n return\n }\n use(c)\n recv <- err // send\n }()\n <-recv", "leaves"},
		{"recv := make(chan error)\n go func() {\n _, err := l.Accept() /*here*/\n select {\n case recv <- err: // send\n default:\n }\n }()\n <-recv", "leaves"},
		{"recv := make(chan error)\n go func() { recv <- serve(l) /*here*/ // send\n }()\n await(recv)", "stuck"},
		{"recv := make(chan error, 1)\n go func() { recv <- serve(l) /*here*/ // send\n }()\n await(recv)", ""},
		{"recv := make(chan error)\n go func() { recv <- serve(l) /*here*/ // send\n }()\n drainLater(recv)", ""},
		{"recv := make(chan error)\n go func() { recv <- serve(l) /*here*/ // send\n }()\n t.Cleanup(func() { l.Close(); <-recv })", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := "package hub\nimport (\n\"net\"\n\"testing\"\n)\nfunc TestA(t *testing.T) {\nl, _ := net.Listen(\"tcp\", \"\")\n" + each.body + "\n}\n" +
			"func serve(l net.Listener) error { return nil }\nfunc await(c <-chan error) { select { case <-c: default: } }\nfunc drainLater(c chan error) { go func() { <-c }() }\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := func(mark string) int { return strings.Count(source[:strings.Index(source, mark)], "\n") + 1 }
		got := folders{}.answer(Query{path, line("/*here*/"), "call", nil}).Failure
		if got == nil {
			got = &Failure{}
		}
		if got.Kind != each.want || each.want != "" && each.want != "leaves" && got.Line != line("// send") {
			t.Errorf("%s\n got %+v, want %q", each.body, got, each.want)
		}
	}
}
