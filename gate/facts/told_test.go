package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inTest is the answer to a question about a file of tests.
func inTest(t *testing.T, wait, source string) Facts {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hub_test.go")
	source = "package hub\n\nimport (\n\t\"os\"\n\t\"os/signal\"\n\t\"testing\"\n)\n\n" + source
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
	return folders{}.answer(Query{path, line, wait, nil})
}

func functions(closings []Closing) string {
	var names []string
	for _, each := range closings {
		names = append(names, each.Function)
	}
	return strings.Join(names, " ")
}

const station = `
type station struct{ in, done chan int }
func (s *station) In() chan<- int { return s.in }
func (s *station) Close() { close(s.in) }
`

func TestACopyOfAChannelIsThatChannel(t *testing.T) {
	for _, each := range []struct{ copy, closed string }{
		{"in := s.in", "(*station).Close"},
		{"var in, next chan int\n next = s.in\n in = next\n in = nil", "(*station).Close"},
		// It may be another one.
		{"in := s.in\n if s.done != nil {\n in = s.done\n }", ""},
		{"in := s.in\n in = make(chan int)", ""},
		{"in := s.in\n in = other()", ""},
	} {
		facts := answer(t, "receive", body(station+"func (s *station) run() {\n"+each.copy+"\n for v := range in { /*here*/\n log.Print(v)\n }\n}"))
		if got := functions(facts.Cases[0].Channel.Closed); got != each.closed {
			t.Errorf("%s: closed in %q", each.copy, got)
		}
	}
}

func TestADeadlineIsNoWayToBeClosed(t *testing.T) {
	const source = `
type D struct{ cancel chan int }
func (d *D) set(t time.Duration) {
	time.AfterFunc(t, func() { close(d.cancel) })
	if t == 0 {
		close(d.cancel)
	}
}
func (d *D) wait() chan int { return d.cancel }
func read(d *D, in chan int) {
	select { /*here*/
	case <-in:
	case <-d.wait():
	}
}`
	channel := answer(t, "select", body(source)).Cases[1].Channel
	if len(channel.Closed) != 0 || channel.NeverClosed {
		t.Errorf("got %+v", channel)
	}
}

func TestWhereAChannelIsKeptAmongOthers(t *testing.T) {
	const source = `
type Hub struct{ readers []chan int }
func (h *Hub) Subscribe() {
	reader := make(chan int, 10)
	h.readers = append(h.readers, reader)
	go func() {
		for range reader { /*here*/
		}
	}()
}`
	if got := answer(t, "receive", body(source)).Cases[0].Channel.Expr; got != "reader (kept in Hub.readers)" {
		t.Errorf("got %q", got)
	}
}

func TestALoopThatEndsByItsCondition(t *testing.T) {
	loop := func(cond, ask string) string {
		return body("func run(in, out, stop chan int) {\n running, closed := true, false\n for " + cond + " {\n select { /*here*/\n " + ask + "\n case out <- 1:\n }\n }\n}")
	}
	for _, each := range []struct{ cond, ask, leaves string }{
		{"in != nil || out != nil", "case _, ok := <-in:\n if !ok {\n in = nil\n }", whenClosed},
		{"in != nil", "case _, ok := <-in:\n if ok {\n log.Print()\n } else {\n in = nil\n }", whenClosed},
		{"running", "case <-stop:\n running = false", always},
		{"!closed", "case <-stop:\n closed = true", always},
		{"!closed", "case <-stop:\n log.Print()\n closed = true", always},
		{"!closed && in != nil", "case <-stop:\n closed = true", may},
		{"running", "case <-stop:\n closed = true", may},
		{"running", "case <-stop:\n running = true", may},
	} {
		if got := answer(t, "select", loop(each.cond, each.ask)).Cases[0].Leaves; got != each.leaves {
			t.Errorf("for %s: %s: got %q", each.cond, each.ask, got)
		}
	}
}

func TestGoroutinesOfTestsThatSendAreTold(t *testing.T) {
	source := station + `
type inlet interface{ In() chan<- int }
func (s *station) run() {
	for range s.in { /*here*/
	}
}
func feed(s inlet) {
	go func() { s.In() <- 1 }()
}
func here(s *station) { s.in <- 2 }
func (s *station) Close() { close(s.in) }
func feedAll(s *station) { go func() { s.in <- 3; s.Close() }() }
func feedAndClose(s *station) { go func() { s.in <- 4; close(s.in) }() }
func TestFeed(t *testing.T) { feed(&station{}) }
`
	senders := inTest(t, "receive", source).Cases[0].Channel.Senders
	if got := functions(senders); got != "feed" {
		t.Fatalf("got %q", got)
	}
	if got := fmt.Sprint(senders[0].Owners); !strings.Contains(got, "TestFeed") {
		t.Errorf("got %v", got)
	}
	// In code that is no test nobody closes too early.
	if got := answer(t, "receive", body(source)).Cases[0].Channel.Senders; len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestWhatGivesANilChannelIsTold(t *testing.T) {
	source := `
type either interface{ outlet }
type outlet interface{ Out() chan int }
type dead struct{}
func (dead) Out() chan int { return nil }
type live struct{ out chan int }
func (l live) Out() chan int { return l.out }
`
	for from, want := range map[string]string{"outlet": "dead.Out", "either": "dead.Out", "dead": "dead.Out", "live": ""} {
		facts := answer(t, "receive", body(source+"func take(from "+from+") {\n <-from.Out() /*here*/\n}"))
		if got := facts.Cases[0].Channel.NilFrom; got != want {
			t.Errorf("%s: got %q", from, got)
		}
	}
}

func TestAChannelOfSignalsIsTold(t *testing.T) {
	for call, want := range map[string]bool{"signal.Notify(c, os.Interrupt)": true, "signal.Stop(c)": false, "Notify(c)": false} {
		facts := inTest(t, "receive", "func watch() {\n c := make(chan os.Signal, 1)\n "+call+"\n for range c { /*here*/\n }\n}")
		if got := facts.Cases[0].Channel.Notified; got != want {
			t.Errorf("%s: got %v", call, got)
		}
	}
}

func TestWhoSendsWhatLeavesALoopOverAChannel(t *testing.T) {
	const hub = `
const ( stop = iota; add )
type cmd struct{ op int }
type Hub struct{ cmds chan cmd }
func (h *Hub) Add() { h.cmds <- cmd{op: add} }
func (h *Hub) Stop() { h.cmds <- cmd{op: stop} }
`
	for _, each := range []struct{ loop, sent string }{
		{"loop:\n for c := range h.cmds { /*here*/\n switch c.op {\n case add:\n case stop:\n break loop\n }\n }", "(*Hub).Stop"},
		{"for c := range h.cmds { /*here*/\n if c.op == stop {\n return\n }\n }", "(*Hub).Stop"},
		// It leaves the switch alone; no constant tells; it goes on.
		{"for c := range h.cmds { /*here*/\n switch c.op {\n case stop:\n break\n }\n }", ""},
		{"for c := range h.cmds { /*here*/\n if c.op > 7 {\n return\n }\n }", ""},
		{"for c := range h.cmds { /*here*/\n if c.op == stop {\n continue\n }\n }", ""},
	} {
		facts := answer(t, "receive", body(hub+"func (h *Hub) run() {\n "+each.loop+"\n}"))
		if got := functions(facts.Cases[0].Channel.Sent); got != each.sent {
			t.Errorf("%s: got %q", each.loop, got)
		}
		if got := facts.Cases[0]; got.ByBody != strings.Contains(each.loop, "return") && got.ByBody != strings.Contains(each.loop, "break loop") {
			t.Errorf("%s: by its body: %v", each.loop, got.ByBody)
		}
	}
}

func TestWhatAMethodWaitsForIsTold(t *testing.T) {
	const source = `
type S struct{ quit, done chan int }
func New() *S {
	s := &S{make(chan int), make(chan int)}
	go s.watch()
	return s
}
func (s *S) Serve() { go s.loop() }
func (s *S) loop() { defer close(s.done) }
func (s *S) Stop() {
	close(s.quit)
	<-s.done
}
func (s *S) Shut() { close(s.quit) }
func (s *S) watch() {
	<-s.quit /*here*/
}`
	closed := answer(t, "receive", body(source)).Cases[0].Channel.Closed
	if len(closed) != 2 || len(closed[0].Owners[0].Waits) != 1 || len(closed[1].Owners[0].Waits) != 0 {
		t.Fatalf("got %+v", closed)
	}
	if got := fmt.Sprint(closed[0].Owners[0].Waits); got != "[{<-s.done 25 [(*S).Serve (*S).loop]}]" {
		t.Errorf("got %v", got)
	}
}

func TestALoopThatEndsByItsConditionMayBeginAnew(t *testing.T) {
	source := "func run(stop chan int) {\n for {\n for full := false; !full; {\n select { /*here*/\n case <-stop:\n full = true\n }\n }\n log.Print()\n }\n}"
	if got := answer(t, "select", body(source)).Cases[0].Leaves; got != never && got != may {
		t.Errorf("got %q", got)
	}
}

func TestAnotherFunctionClosesWhatItIsHanded(t *testing.T) {
	for _, each := range []struct{ start, closed string }{
		{"quit := make(chan int)\n go keep(quit)\n go read(quit)", "read"},
		{"quit := make(chan int)\n go keep(quit)\n go func() {\n defer close(quit)\n }()", "start"},
		// Another channel.
		{"quit := make(chan int)\n go keep(quit)\n go read(make(chan int))", ""},
		{"quit, other := make(chan int), make(chan int)\n go keep(quit)\n go read(other)", ""},
	} {
		source := "func start() {\n" + each.start + "\n}\nfunc read(q chan<- int) {\n defer close(q)\n}\nfunc keep(q <-chan int) {\n for {\n select { /*here*/\n case <-time.After(1):\n case <-q:\n return\n }\n }\n}"
		facts := answer(t, "select", body(source))
		if len(facts.Cases) != 2 || functions(facts.Cases[1].Channel.Closed) != each.closed {
			t.Errorf("%s: got %+v", each.start, facts.Cases)
		}
	}
}

func TestAFieldThatAVariableFills(t *testing.T) {
	facts := answer(t, "send", body("type box struct{ in chan int }\nfunc newBox() *box {\n in := make(chan int) // made\n return &box{in: in}\n}\nfunc (b *box) put() {\n b.in <- 1 /*here*/\n}"))
	if len(facts.Cases) != 1 || facts.Cases[0].Channel.MadeLine != facts.Cases[0].Line-4 {
		t.Errorf("got %+v", facts.Cases)
	}
}
