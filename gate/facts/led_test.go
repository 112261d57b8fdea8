package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ledTo gives the ways from a test to the `go` statement at `/*here*/`, `line:function` of each step from the inside out.
// The files are those of the module example.com/m.
func ledTo(t *testing.T, function, from, test string, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	var query Query
	for name, source := range files {
		path := filepath.Join(root, name)
		os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		if before, _, here := strings.Cut(source, "/*here*/"); here {
			query = Query{path, strings.Count(before, "\n") + 1, "led", []string{function, "example.com/m" + from, "example.com/m", test}}
		}
	}
	var ways []string
	for _, each := range (folders{}).answer(query).Cases {
		var steps []string
		for _, step := range each.Channel.Closed {
			steps = append(steps, fmt.Sprintf("%d:%s", step.Line, step.Function))
		}
		ways = append(ways, strings.Join(steps, " "))
	}
	return strings.Join(ways, " | ")
}

const conn = `package m
type Conn struct{ in chan int }
func New() (*Conn, error) { c := &Conn{}; c.start(); return c, nil }
func (c *Conn) start() {
	go c.run() /*here*/
}
func (c *Conn) Again() { c.start() }
func (c *Conn) run() { <-c.in }
`

func TestATestIsFollowedToTheGoStatement(t *testing.T) {
	for _, each := range []struct{ about, test, body, want string }{
		{"by one line", "TestA", "func TestA(t *testing.T) {\n\tc, _ := New()\n\t_ = c\n}", "5:(*Conn).start 3:New 4:TestA"},
		{"by a helper", "TestA", "func helper(t *testing.T) {\n\tNew()\n}\nfunc TestA(t *testing.T) {\n\thelper(t)\n}", "5:(*Conn).start 3:New 4:helper 7:TestA"},
		{"by two lines", "TestA", "func TestA(t *testing.T) {\n\ta, _ := New()\n\tb, _ := New()\n}", "5:(*Conn).start 3:New 4:TestA | 5:(*Conn).start 3:New 5:TestA"},
		{"by what one variable holds", "TestA", "func TestA(t *testing.T) {\n\tc, _ := New()\n\tc.Again()\n}", "5:(*Conn).start 3:New 4:TestA"},
		{"by two lines of a helper", "TestA", "func helper(t *testing.T) {\n\tNew()\n\tNew()\n}\nfunc TestA(t *testing.T) {\n\thelper(t)\n}", ""},
		{"in a subtest of that name", "TestA/b_c", "func TestA(t *testing.T) {\n\tt.Run(\"a\", func(t *testing.T) {\n\t\tNew()\n\t})\n\tt.Run(\"b c\", func(t *testing.T) {\n\t\tNew()\n\t})\n}", "5:(*Conn).start 3:New 8:TestA"},
		{"not in its subtests", "TestA", "func TestA(t *testing.T) {\n\tNew()\n\tt.Run(\"a\", func(t *testing.T) {\n\t\tNew()\n\t})\n}", "5:(*Conn).start 3:New 4:TestA"},
		{"in the subtests of a table", "TestA/x/y", "func TestA(t *testing.T) {\n\tfor _, each := range []string{\"x\"} {\n\t\tt.Run(each, func(t *testing.T) {\n\t\t\tNew()\n\t\t})\n\t}\n}", "5:(*Conn).start 3:New 6:TestA"},
		{"of a name that begins like it", "TestA/ab", "func TestA(t *testing.T) {\n\tt.Run(\"a\", func(t *testing.T) {\n\t\tNew()\n\t})\n\tt.Run(\"ab\", func(t *testing.T) {\n\t\tNew()\n\t})\n}", "5:(*Conn).start 3:New 8:TestA"},
		{"by a value that is called elsewhere", "TestA", "func TestA(t *testing.T) {\n\teach(New)\n}\nfunc each(f func() (*Conn, error)) { f() }", "5:(*Conn).start 3:New 4:TestA"},
		{"by what an interface holds", "TestA", "func TestA(t *testing.T) {\n\tvar s interface{ start() } = made\n\ts.start()\n}", "5:(*Conn).start 5:TestA"},
		{"by nothing that the source shows", "TestA", "func TestA(t *testing.T) {\n\tmade[0]()\n}", ""},
		{"not there", "TestB", "func TestA(t *testing.T) {\n\tNew()\n}", ""},
	} {
		got := ledTo(t, "(*Conn).start", "", each.test, map[string]string{"m.go": conn, "m_test.go": "package m\nimport \"testing\"\n" + each.body})
		if got != each.want {
			t.Errorf("%s: got %q, want %q", each.about, got, each.want)
		}
	}
}

func TestAWayLeadsIntoAnotherPackage(t *testing.T) {
	fake := strings.Replace(conn, "package m", "package fake", 1)
	for _, each := range []struct{ about, body, want string }{
		{"by a function", "func TestA(t *testing.T) {\n\tc, _ := fake.New()\n}", "5:(*Conn).start 3:New 7:TestA"},
		{"by a method of what that gave", "func TestA(t *testing.T) {\n\tc := fake.Made()\n\tc.Again()\n}", "5:(*Conn).start 7:(*Conn).Again 8:TestA"},
		{"by a helper", "func dial() { fake.New() }\nfunc TestA(t *testing.T) {\n\tdial()\n}", "5:(*Conn).start 3:New 6:dial 8:TestA"},
		{"by another type's method", "type other struct{}\nfunc (other) Again() {}\nfunc TestA(t *testing.T) {\n\tother{}.Again()\n}", ""},
	} {
		got := ledTo(t, "(*Conn).start", "/fake", "TestA", map[string]string{
			"fake/m.go": fake + "func Made() *Conn { return nil }\n",
			"m_test.go": "package m_test\nimport (\n\t\"example.com/m/fake\"\n\t\"testing\"\n)\n" + each.body})
		if got != each.want {
			t.Errorf("%s: got %q, want %q", each.about, got, each.want)
		}
	}
}
