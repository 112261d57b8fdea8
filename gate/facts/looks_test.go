package main

import (
	"strings"
	"testing"
)

// asked are the looks of the loop around the mark: the condition, and who brings it about.
func asked(t *testing.T, source string) string {
	t.Helper()
	var out []string
	for _, each := range answer(t, "looks", withSync(source)).Cases {
		out = append(out, each.Text+": "+functions(append(each.Channel.Closed, each.Channel.Cancelled...)))
	}
	return strings.Join(out, "; ")
}

func withSync(source string) string {
	return strings.Replace(body(source), "import (", "import (\n\t\"sync\"\n\t\"sync/atomic\"", 1)
}

const poller = `
type P struct {
	closed, broken bool
	state int32
	on *atomic.Bool
	quit chan int
	ctx context.Context
	cancel func()
	mu sync.Mutex
	cond *sync.Cond
	n int
}
func (p *P) Close() {
	if !p.closed {
		p.closed = true
	}
}
func (p *P) Open() { p.closed = false }
func (p *P) Break(b bool) { p.broken = b }
func (p *P) Add() {
	if !p.closed && p.n > 3 {
		p.closed = true
	}
}
func (p *P) Stop() { atomic.StoreInt32(&p.state, 2); close(p.quit) }
func (p *P) Off() { p.on.Store(false) }
func (p *P) Cancel() { p.cancel() }
func (p *P) isClosed() bool { return p.closed }
func New() *P {
	p := &P{on: new(atomic.Bool), quit: make(chan int)}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	return p
}
`

func TestWhatALoopOfSleepsLooksAt(t *testing.T) {
	for _, each := range []struct{ loop, want string }{
		{"for !p.closed {\n SLEEP\n}", "p.closed: (*P).Close"},
		{"for {\n SLEEP\n if p.isClosed() {\n return\n }\n}", "p.closed: (*P).Close"},
		{"for {\n p.mu.Lock()\n done := p.closed\n p.mu.Unlock()\n if done {\n break\n }\n SLEEP\n}", "p.closed: (*P).Close"},
		{"for p.on.Load() {\n SLEEP\n}", "!p.on.Load(): (*P).Off"},
		{"for atomic.LoadInt32(&p.state) != 2 {\n SLEEP\n}", "!(atomic.LoadInt32(&p.state) != 2): (*P).Stop"},
		{"for {\n select {\n case <-p.quit:\n return\n default:\n SLEEP\n }\n}", "<-p.quit: (*P).Stop"},
		{"for p.ctx.Err() == nil {\n SLEEP\n}", "p.ctx.Err() == nil: (*P).Cancel"},
		{"for {\n SLEEP\n if p.n == 0 {\n return\n }\n}", "p.n == 0: "},
		{"for range time.NewTicker(1).C { /*here*/\n if p.closed {\n return\n }\n}", "p.closed: (*P).Close"},
		// Set by what nobody knows the value of; a failure; what only skips a round; what a closure asks for.
		{"for {\n SLEEP\n if p.broken {\n return\n }\n}", "p.broken: "},
		{"for {\n SLEEP\n if err := p.work(); err != nil {\n return\n }\n}", ""},
		{"for {\n SLEEP\n if p.closed {\n continue\n }\n}", ""},
		{"for {\n SLEEP\n func() {\n if p.closed {\n return\n }\n }()\n}", ""},
	} {
		loop := strings.Replace(each.loop, "SLEEP", "time.Sleep(1) /*here*/", 1)
		if got := asked(t, poller+"func (p *P) run() {\n"+loop+"\n}"); got != each.want {
			t.Errorf("%s\ngot %q, want %q", each.loop, got, each.want)
		}
	}
}

func TestWhoWakesAWaitForACondition(t *testing.T) {
	const wait = "func (p *P) run() {\n for {\n for p.n == 0 && !p.closed {\n p.cond.Wait() /*here*/\n }\n if p.closed {\n return\n }\n }\n}\n"
	for _, each := range []struct {
		by, want string
		silent   bool
	}{
		{"func (p *P) Shut() {\n p.closed = true\n p.cond.Broadcast()\n}", "p.closed: (*P).Shut", false},
		{"func (p *P) Shut() {\n p.closed = true\n p.wake()\n}\nfunc (p *P) wake() { p.cond.Signal() }", "p.closed: (*P).Shut", false},
		{"func (p *P) Add() { p.cond.Signal() }", "p.closed: (*P).Close", true},
	} {
		source := withSync(poller + wait + each.by)
		facts := answer(t, "looks", source)
		if got := asked(t, poller+wait+each.by); got != each.want || facts.Cases[0].Channel.NeverClosed != each.silent {
			t.Errorf("%s\ngot %q, silent %v", each.by, got, facts.Cases[0].Channel.NeverClosed)
		}
	}
}

func TestABreakBeforeThePlaceEndsTheLoop(t *testing.T) {
	for _, each := range []struct{ loop, want string }{
		{"for {\n if n == 0 {\n break\n }\n time.Sleep(1) /*here*/\n}", may},
		{"for {\n for {\n if n == 0 {\n break\n }\n time.Sleep(1) /*here*/\n }\n}", never},
	} {
		if got := answer(t, "call", body("func run(n int) {\n"+each.loop+"\n}")).Cases[0].Leaves; got != each.want {
			t.Errorf("%s\ngot %q", each.loop, got)
		}
	}
}
