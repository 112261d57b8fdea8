package told

import "testing"

type gate struct{ release, open chan bool }

func newGate() *gate { return &gate{make(chan bool), make(chan bool)} }

func (g *gate) hold() { <-g.release }
func (g *gate) stay() { <-g.open }
func (g *gate) Open() { g.open <- true }

func TestReleased(t *testing.T) {
	g := newGate()
	go g.hold()
	g.release <- true
}

// Another test shows what lets it go.
func TestHeld(t *testing.T) {
	g := newGate()
	go g.hold() // leak: chan receive rule=chan-receive test=TestHeld why="it goes on when something is sent on gate.release" fix="send on it before the test ends, as TestReleased does (told/given_test.go:16)"
}

// A method sends.
func TestStays(t *testing.T) {
	g := newGate()
	go g.stay() // leak: chan receive rule=chan-closer test=TestStays why="it goes on when something is sent to it, and nobody sends that; (*gate).Open (told/given_test.go:11) sends on g.open" fix="t.Cleanup(func() { g.Open() }) after told/given_test.go:28"
}

type mailbox struct{ in chan int }

func (m *mailbox) push(v int) { m.in <- v }
func (m *mailbox) pop() int   { return <-m.in }

// Whoever pushes to a queue does that for a value of its own.
func TestPop(t *testing.T) {
	m := &mailbox{make(chan int)}
	go m.pop() // leak: chan receive rule=chan-receive test=TestPop why="nobody sends on the channel and nobody closes it"
	_ = m.push
}

// What a goroutine sends on one of its ways only.
func TestAnswer(t *testing.T) {
	answered, fails := make(chan bool), true
	go func() {
		if !fails {
			answered <- true
		}
	}()
	go func() { // leak: chan receive rule=chan-receive test=TestAnswer why="it goes on when something is sent on answered, and nobody sends here" fix="see that TestAnswer (told/given_test.go:48) comes to its send as often as somebody waits for it"
		<-answered
	}()
}
