package calls

import "testing"

type node struct {
	stop   chan struct{}
	events chan int
	rumour chan int
}

func join() *node {
	n := &node{make(chan struct{}), make(chan int), make(chan int)}
	go n.gossip()  // leak: select test=TestNeverLeft cause=-
	go n.collect() // leak: chan receive test=TestNeverLeft cause=calls/calls_test.go:13
	n.serve()
	return n
}

func (n *node) serve() {
	go n.answer() // leak: select test=TestNeverLeft cause=calls/calls_test.go:13
	go n.report() // leak: chan send test=TestNeverLeft cause=-
}

func (n *node) gossip() {
	select {
	case <-n.stop:
	case v := <-n.rumour:
		_ = v
	}
}

func (n *node) collect() { <-n.stop }

func (n *node) answer() {
	select {
	case <-n.stop:
	case <-n.rumour:
	}
}

// Stuck in its work, whoever was not shut down beside it.
func (n *node) report() { n.events <- 1 }

// One call, never shut down.
func TestNeverLeft(t *testing.T) { join() }

// What two `go` statements of the call led to one line goes with the rest of it.
type hive struct{ out, in chan int }

func (h *hive) run() { <-h.in }

func (h *hive) wait(c chan int) { <-c }

func swarm() {
	h := &hive{make(chan int), make(chan int)}
	go h.run()       // leak: chan receive test=TestSwarm cause=-
	go h.wait(h.in)  // leak: chan receive test=TestSwarm cause=calls/calls_test.go:56
	go h.wait(h.out) // leak: chan receive test=TestSwarm cause=calls/calls_test.go:56
}

func TestSwarm(t *testing.T) { swarm() }

// That one with an end that the source tells stands for the call, though another one comes first.
type mill struct {
	grain chan int
	stop  chan struct{}
}

func (m *mill) grind() {
	for {
		<-m.grain
	}
}

func (m *mill) watch() {
	select {
	case <-m.stop:
	}
}

func (m *mill) Close() { close(m.stop) }

func newMill() *mill {
	m := &mill{make(chan int), make(chan struct{})}
	go m.grind() // leak: chan receive test=TestMill cause=calls/calls_test.go:86
	go m.watch() // leak: chan receive test=TestMill cause=-
	return m
}

func TestMill(t *testing.T) { newMill() }

// Where another call led to the line, too, each goes with its own call.
type comb struct{ out, in chan int }

func (c *comb) run() { <-c.in }

func (c *comb) wait(on chan int) { <-on }

func alone(c *comb) {
	go c.run()      // leak: chan receive test=TestApart cause=-
	go c.wait(c.in) // leak: chan receive test=TestApart cause=calls/calls_test.go:100
}

func beside(c *comb) { go c.wait(c.out) } // leak: chan receive test=TestApart cause=-

func TestApart(t *testing.T) {
	c := &comb{make(chan int), make(chan int)}
	alone(c)
	beside(c)
}

func listen(stop chan struct{}) { go func() { <-stop }() } // leak: chan receive test=TestTwoCalls cause=-
func watch(stop chan int)       { go func() { <-stop }() } // leak: chan receive test=TestTwoCalls cause=-

// Two calls of one test are two things to mend.
func TestTwoCalls(t *testing.T) {
	listen(make(chan struct{}))
	watch(make(chan int))
}

// Two calls on one line are two, too.
func begin(stop chan struct{}) { go func() { <-stop }() } // leak: chan receive test=TestTable cause=-
func start(stop chan struct{}) { go func() { <-stop }() } // leak: chan receive test=TestTable cause=-

func TestTable(t *testing.T) {
	for _, run := range []func(chan struct{}){begin, start} {
		run(make(chan struct{}))
	}
}
