package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAChannelThatLeavesThePackageMayBeClosed(t *testing.T) {
	const head = "type S struct { stops sync.Map; named map[string]any; put func(any); keep any }\n"
	const reads = "\n go func() { for { select { case /*here*/ <-stop: return; case <-time.After(1): } } }()\n"
	for _, each := range []struct {
		what, source string
		never        bool
	}{
		{"in a map of sync", "s.stops.Store(1, stop)", false},
		{"in what a function value takes", "s.put(stop)", false},
		{"in a literal of a map", "s.keep = map[string]any{\"a\": stop}", false},
		{"in a map of the package that something else is closed of", "s.named[\"a\"] = stop", false},
		{"printed", "fmt.Println(stop)", true},
		{"asked for its length", "_ = len(stop)", true},
		{"in a field", "s.keep = stop", true},
		{"only here", "", true},
	} {
		source := withSync(head + "func (s *S) f() {\n stop := make(chan struct{})\n" + each.source + reads + "}\n" +
			"func (s *S) end() { close(s.named[\"a\"].(chan struct{})) }\n")
		source = strings.Replace(source, "import (", "import (\n\t\"fmt\"", 1)
		facts := answer(t, "select", source)
		if len(facts.Cases) != 2 || facts.Cases[0].Channel.NeverClosed != each.never {
			t.Errorf("%s: %+v", each.what, facts.Cases)
		}
	}
}

func TestOtherGoroutinesSendOnTheField(t *testing.T) {
	const head = "type H struct { sent chan int }\nfunc New() *H { h := &H{sent: make(chan int)}\n go h.run()\n return h }\n" +
		"func (h *H) run() { for range /*here*/ h.sent { } }\n"
	for _, each := range []struct {
		what, source string
		count        int
	}{
		{"a method that a go statement runs", "func (h *H) queue() { h.sent <- 1 }\nfunc (h *H) Do() { go h.queue() }", 1},
		{"a closure behind one", "func (h *H) Do() { go func() { h.sent <- 1 }() }", 1},
		{"a method that callers wait for", "func (h *H) Do() { h.sent <- 1 }", 0},
	} {
		facts := answer(t, "receive", body(head+each.source))
		if len(facts.Cases) != 1 || !facts.Cases[0].Channel.NeverClosed || len(facts.Cases[0].Channel.SentBy) != each.count {
			t.Errorf("%s: %+v", each.what, facts.Cases)
		}
	}
}

func TestALoopThatCounts(t *testing.T) {
	for source, counted := range map[string]bool{
		"for i := 0; i < 9; i++ {\n time.Sleep(/*here*/ 1) }":             true,
		"for i := 9; i > 0; i-- {\n time.Sleep(/*here*/ 1) }":             true,
		"for i, n := 0, 3; n < 9; i++ {\n time.Sleep(/*here*/ 1) }":       false,
		"var n int\n for n < 9 {\n time.Sleep(/*here*/ 1) }":              false,
		"var ok bool\n for i := 0; !ok; i++ {\n time.Sleep(/*here*/ 1) }": false,
	} {
		facts := answer(t, "looks", body("func f() {\n"+source+"\n}"))
		if len(facts.Cases) != 1 || facts.Cases[0].Counted != counted {
			t.Errorf("%s: %+v", source, facts.Cases)
		}
	}
}

func TestTheChannelThatTheTestMade(t *testing.T) {
	const reads = "\n go func() { for { select { case /*here*/ <-done: return; case <-time.After(1): } } }()\n"
	for _, each := range []struct{ what, source, expr string }{
		{"made in the test", "done := make(chan struct{})" + reads, "done of t"},
		{"somebody sends on it", "done := make(chan struct{})\n go func() { done <- struct{}{} }()" + reads, ""},
		{"it is handed to what sends on it", "done := make(chan struct{})\n feed(done)" + reads, ""},
		{"what makes it has no t", "f := func() { }\n done := newDone()" + reads + "f()", ""},
	} {
		source := body("func TestIt(t *testing.T) {\n" + each.source + "}\nfunc feed(c chan struct{}) { c <- struct{}{} }\nfunc newDone() chan struct{} { done := make(chan struct{})\n return done }\n")
		path := filepath.Join(t.TempDir(), "hub_test.go")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		facts := folders{}.answer(Query{path, line, "select", nil})
		own := ""
		if len(facts.Cases) == 2 && facts.Cases[0].Channel.Own != nil {
			own = facts.Cases[0].Channel.Own.Expr + " of " + facts.Cases[0].Channel.Own.Testing
		}
		if len(facts.Cases) != 2 || own != each.expr {
			t.Errorf("%s: %q of %+v", each.what, own, facts.Cases)
		}
	}
}
