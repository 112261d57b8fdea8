// Package polled has loops that never wait, and what their Close has to do with them.
package polled

import (
	"net"
	"sync/atomic"
)

type Reader struct{ listener net.Listener }

func listen() (*Reader, chan int, chan int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	r, stop, stopped := &Reader{l}, make(chan int, 1), make(chan int, 1)
	go r.poll(stop, stopped) // leak: running|runnable|GC assist wait|GC assist marking test=TestDropped fix="keep what listen gives (r, stop, _, err := listen()) and t.Cleanup(func() { stop <- 1 }) at spin/polled/polled_test.go:18, as far as that ends it"
	return r, stop, stopped, err
}

func (r *Reader) poll(stop, stopped chan int) {
	for {
		select {
		case word := <-stop:
			if word == 1 {
				stopped <- 2
				return
			}
		default:
		}
	}
}

// Close is nothing to the loop.
func (r *Reader) Close() error { return r.listener.Close() }

// Poller is ended by nothing.
type Poller struct {
	file net.Listener
	seen atomic.Int64
}

func NewPoller() *Poller {
	p := &Poller{}
	go p.run() // leak: running|runnable|GC assist wait|GC assist marking test=TestPoller why="; (*Poller).Close (spin/polled/polled.go:52) touches nothing that its loop looks at" fix="let (*Poller).Close (spin/polled/polled.go:52) end it, and wait for it there; then t.Cleanup(func() { _ = p.Close() }) after spin/polled/polled_test.go:26"
	return p
}

func (p *Poller) run() {
	for {
		p.seen.Add(1)
	}
}

func (p *Poller) Close() error {
	if p.file == nil {
		return nil
	}
	return p.file.Close()
}

// Looker looks at what its Close sets.
type Looker struct {
	seen, closed atomic.Int64
}

func NewLooker() *Looker {
	l := &Looker{}
	go l.run() // leak: running|runnable|GC assist wait|GC assist marking test=TestLooker fix="t.Cleanup(func() { l.Close() }) after spin/polled/polled_test.go:31"
	return l
}

func (l *Looker) run() {
	for l.closed.Load() == 0 {
		l.seen.Add(1)
	}
}

func (l *Looker) Close() { l.closed.Store(1) }
