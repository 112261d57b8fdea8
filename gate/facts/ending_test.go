package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const library = `package hub

import "context"

type Hub struct{ quit chan int }

func New(n int) *Hub                 { return &Hub{} }
func Open(n int) (*Hub, error)       { return &Hub{}, nil }
func Dial(n int) (Conn, error)       { if n == 0 { return nil, nil }; return &Hub{}, nil }
func Any(n int) (Conn, error)        { if n == 0 { return other{}, nil }; return &Hub{}, nil }
func Full(n int) (Closer, error)     { return &Hub{}, nil }
func Inside(n int) *Node             { return &Node{hub: New(n), Out: New(n)} }
func Around(n int) *Wrap             { return &Wrap{New(n)} }
func Map[K any](n int) *Hub          { return &Hub{} }
func (h *Hub) Run()                  {}
func (h *Hub) Send(v int)            {}
func (h *Hub) Close()                {}
func (h *Hub) Stop() error           { return nil }
func (h *Hub) Shutdown(ctx context.Context) error { return nil }
func (h *Hub) Drain(n int) (int, error)           { return 0, nil }
func (h *Hub) end()                  {}
func (h *Hub) With(n int) *Hub       { if n == 0 { return h }; h.Send(n); return h }
type Named int
func (n Named) Made(m int) *Hub      { return New(m) }
func (h *Hub) Copy() *Hub            { if h.quit == nil { return h }; return New(1) }

func Begin(n int)                    {}
func Shutdown(ctx context.Context) error { return nil }
func Forget(h *Hub)                  {}
func Both(n int) (Stopper, error)    { return nil, nil }

type Conn interface{ Send(v int) }
type Stopper interface{ Stop() error; More() }
type Closer interface{ Close() }
type other struct{}
func (other) Send(v int) {}
type Node struct{ hub *Hub; Out *Hub }
type Wrap struct{ *Hub }

type Queue Typed[int]
type Typed[K any] interface{ Base[K]; After(k K) }
type Base[K any] interface{ Stop() error; Len() int }
type delaying[K any] struct{ Base[K] }
func (d *delaying[K]) After(k K)   {}
func (d *delaying[K]) Stop() error { return nil }
func Delayed(n int) Queue          { return nil }
func Limited(n int) any            { return nil }
type Limiting[K any] struct{ Typed[K]; name string }
`

// ends asks what ends, behind the line with the mark, what `maker` gave there.
func ends(t *testing.T, source, maker, method string) *Ending {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "hub")
	path, owner := filepath.Join(folder, "hub_test.go"), filepath.Join(folder, "hub.go")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{path: source, owner: library} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, line := range strings.Split(source, "\n") {
		if strings.Contains(line, "/*here*/") {
			return folders{}.answer(Query{path, i + 1, "end", []string{maker, method, owner}}).Ending
		}
	}
	t.Fatal("no mark in the source")
	return nil
}

func TestWhatThePackageKeepsItselfIsEndedByAFunction(t *testing.T) {
	for _, each := range []struct{ line, maker, method, want string }{
		{"hub.Begin(1) /*here*/", "Begin", "Shutdown", "_ = hub.Shutdown(context.Background())"},
		{"hub.Begin(1) /*here*/", "Begin", "Forget", ""},
		// An interface with a method of that name, which the type does not have all of.
		{"s, _ := hub.Both(1) /*here*/", "Both", "(*Hub).Stop", ""},
	} {
		if got := shortEnding(ends(t, outside+each.line+"\n}", each.maker, each.method)); got != each.want {
			t.Errorf("%s: got %q", each.line, got)
		}
	}
}

func shortEnding(e *Ending) string {
	if e == nil {
		return ""
	}
	return strings.TrimPrefix(e.Keep+" | ", " | ") + e.Call
}

const inside = "package hub\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\t"
const outside = "package hub_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/go-hub/v2\"\n)\n\nfunc TestX(t *testing.T) {\n\t"

func TestTheCodeThatEndsWhatALineMade(t *testing.T) {
	for _, each := range []struct{ line, maker, method, inside, outside string }{
		{"h := hub.New(1)", "New", "(*Hub).Close", "h.Close()", ""},
		{"h, err := hub.Open(1)", "Open", "(*Hub).Stop", "_ = h.Stop()", ""},
		{"h, err := hub.Open(1)", "Open", "(*Hub).Shutdown", "_ = h.Shutdown(context.Background())", ""},
		{"h, err := hub.Open(1)", "Open", "(*Hub).Drain", "_, _ = h.Drain(…)", ""},
		{"_, err := hub.Open(1)", "Open", "(*Hub).Close", "x, err := hub.Open(1) | x.Close()", ""},
		{"hub.Open(1)", "Open", "(*Hub).Close", "x, err := hub.Open(1) | x.Close()", ""},
		{"serve(hub.New(1))", "New", "(*Hub).Close", "x := hub.New(1) | x.Close()", ""},
		{"hub.New(1).Run()", "New", "(*Hub).Close", "x := hub.New(1) | x.Close()", ""},
		{"hub.New(1).Run()", "(*Hub).Run", "(*Hub).Close", "x := hub.New(1) | x.Close()", ""},
		{"s.hubs[i].Run()", "(*Hub).Run", "(*Hub).Close", "s.hubs[i].Close()", ""},
		{"s.h = hub.New(1)", "New", "(*Hub).Close", "s.h.Close()", ""},
		{"if h, err := hub.Open(1); err != nil {}", "Open", "(*Hub).Close", "h, err := hub.Open(1) | h.Close()", ""},
		{"if _, err := hub.Open(1); err == nil {}", "Open", "(*Hub).Close", "x, err := hub.Open(1) | x.Close()", ""},
		{"var h, n = hub.New(1), 2", "New", "(*Hub).Close", "h.Close()", ""},
		{"m := hub.Map[string](1)", "Map", "(*Hub).Close", "m.Close()", ""},
		// Methods that give their receiver back, and one that may give another.
		{"h := hub.New(1).With(2).With(3)", "New", "(*Hub).Close", "h.Close()", ""},
		{"hub.New(1).With(2)", "New", "(*Hub).Close", "x := hub.New(1).With(2) | x.Close()", ""},
		{"h := hub.New(1).Copy()", "New", "(*Hub).Close", "x := hub.New(1) | x.Close()", ""},
		{"h := Named(1).Made(2)", "Named.Made", "(*Hub).Close", "h.Close()", "-"},
		// What it returns is an interface: it may have the method, or is known to hold what has it.
		{"c, _ := hub.Full(1)", "Full", "(*Hub).Close", "c.Close()", ""},
		{"c, _ := hub.Dial(1)", "Dial", "(*Hub).Close", "c.(*hub.Hub).Close()", ""},
		{"c, _ := hub.Any(1)", "Any", "(*Hub).Close", "", ""},
		{"q := hub.Delayed(1)", "Delayed", "(*delaying).Stop", "_ = q.Stop()", ""},
		// It is a part of what is returned.
		{"w := hub.Around(1)", "Around", "(*Hub).Close", "w.Close()", ""},
		{"n := hub.Inside(1)", "Inside", "(*Hub).Close", "n.hub.Close()", "n.Out.Close()"},
		// Others cannot write that name; the line hands it on; two calls cannot be told apart.
		{"h := hub.New(1)", "New", "(*Hub).end", "h.end()", "-"},
		{"return hub.New(1)", "New", "(*Hub).Close", "", ""},
		{"a, b := hub.New(1), hub.New(2)", "New", "(*Hub).Close", "", ""},
		{"h := hub.New(1)", "Other", "(*Hub).Close", "", ""},
	} {
		unqualified := strings.NewReplacer("hub.N", "N", "hub.O", "O", "hub.D", "D", "hub.A", "A", "hub.F", "F", "hub.I", "I",
			"hub.M", "M", "hub.H", "H")
		want := unqualified.Replace(each.inside)
		if got := shortEnding(ends(t, inside+unqualified.Replace(each.line)+" /*here*/\n}\n", each.maker, each.method)); got != want {
			t.Errorf("%s\n got %s\nwant %s", each.line, got, want)
		}
		want = each.outside
		if want == "" {
			want = each.inside
		}
		if got := shortEnding(ends(t, outside+each.line+" /*here*/\n}\n", each.maker, each.method)); got != strings.Trim(want, "-") {
			t.Errorf("from outside: %s\n got %s\nwant %s", each.line, got, want)
		}
	}
}

func TestWhatHasACleanupThere(t *testing.T) {
	for _, each := range []struct{ source, testing, function string }{
		{"func TestX(t *testing.T) {\n t.Run(\"a\", func(tt *testing.T) {\n h := New(1) /*here*/\n})\n}", "tt", "TestX"},
		{"func TestX(t *testing.T) {\n go func() {\n h := New(1) /*here*/\n}()\n}", "t", "TestX"},
		{"func helper(n int, tb testing.TB) *Hub {\n h := New(1) /*here*/\n return h\n}", "tb", "helper"},
		{"func BenchmarkX(b *testing.B) {\n h := New(1) /*here*/\n}", "b", "BenchmarkX"},
		{"func (s *S) TestX() {\n h := New(1) /*here*/\n}\ntype S struct { suite.Suite }", "s.T()", "(*S).TestX"},
		{"func (s *S) TestX() {\n h := New(1) /*here*/\n}\ntype S struct { n int }", "", "(*S).TestX"},
		{"func ExampleX() {\n h := New(1) /*here*/\n}", "", "ExampleX"},
	} {
		got := ends(t, "package hub\n\nimport \"testing\"\n\n"+each.source+"\n", "New", "(*Hub).Close")
		if got == nil || got.Testing != each.testing || got.Function != each.function {
			t.Errorf("%s\ngot %+v", each.source, got)
		}
	}
}

func TestWhatAVariableOfAFunctionTypeGave(t *testing.T) {
	const head = "package hub_test\n\nimport (\n\t\"io\"\n\t\"net\"\n\t\"testing\"\n)\n\n"
	for signature, want := range map[string]string{
		"func(string) (net.Listener, error)": "_ = l.Stop()",
		"func(string) (io.Closer, error)":    "_ = l.Close()",
		"func(string) (io.Reader, error)":    "",
		"func(string) (net.Addr, error)":     "",
	} {
		method := "(*Hub).Close"
		if strings.Contains(signature, "Listener") {
			method, want = "(*Hub).Stop", "" // that interface has no such method
		}
		got := ends(t, head+"func serve(t *testing.T, listen "+signature+") {\n\tl, err := listen(\"a\") /*here*/\n\t_ = err\n}\n", "Listen", method)
		if got == nil {
			got = &Ending{}
		}
		if strings.TrimPrefix(got.Call, "_ = ") != strings.TrimPrefix(want, "_ = ") {
			t.Errorf("%s: got %+v", signature, got)
		}
	}
}

func TestAVariableThatGetsAnotherValue(t *testing.T) {
	for code, want := range map[string]string{
		"h := New(1) /*here*/\n\t_ = h":                                        "h.Close() ",
		"h := New(1) /*here*/\n\th = New(2)":                                   "x.Close() x := h",
		"var h *Hub\n\tfor i := 0; i < 2; i++ {\n\t\th = New(i) /*here*/\n\t}": "x.Close() x := h",
		"for i := 0; i < 2; i++ {\n\t\th := New(i) /*here*/\n\t\t_ = h\n\t}":   "h.Close() ",
	} {
		got := ends(t, inside+code+"\n}\n", "New", "(*Hub).Close")
		if got == nil || got.Call+" "+got.Keep != want {
			t.Errorf("%s: got %+v", code, got)
		}
	}
}

func TestAFieldThatGetsAnotherValue(t *testing.T) {
	for code, want := range map[string]string{
		"q := Limited(1).(*Limiting[int]) /*here*/\n\t_ = q":                "_ = q.Stop() ",
		"q := Limited(1).(*Limiting[int]) /*here*/\n\tq.name = \"a\"":       "_ = q.Stop() ",
		"q := Limited(1).(*Limiting[int]) /*here*/\n\tq.Typed = Delayed(2)": "x() x := q.Stop",
	} {
		got := ends(t, inside+code+"\n}\n", "Limited", "(*delaying).Stop")
		if got == nil || got.Call+" "+got.Keep != want {
			t.Errorf("%s: got %+v", code, got)
		}
	}
}
