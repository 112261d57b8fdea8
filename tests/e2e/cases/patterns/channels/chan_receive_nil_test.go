package channels

import "testing"

type waiter struct{ done chan struct{} }

func (w *waiter) wait() { <-w.done }

func TestChanReceiveNilLeak(t *testing.T) {
	w := &waiter{}
	go w.wait() // leak: chan receive (nil chan) rule=chan-receive-nil
}

func TestChanReceiveNilClean(t *testing.T) {
	w := &waiter{done: make(chan struct{})}
	go w.wait()
	close(w.done)
}
