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
