package outer

import (
	"io"
	"sync/atomic"

	"example.com/advice/outer/inner"
)

// Its Close lies further in, in another package.
type Transport interface {
	Send()
	io.Closer
}

type sender struct{ conn *inner.Conn }

func New() Transport { return &sender{inner.Dial()} }

func (s *sender) Send() {}

func (s *sender) Close() error {
	s.conn.Close()
	return nil
}

// What the package keeps to itself is ended by a function of it.
type hub struct{ quit chan int }

var kept atomic.Pointer[hub]

func Begin() {
	h := &hub{make(chan int)}
	kept.Store(h)
	go h.run() // leak: chan receive rule=chan-closer test=TestKept fix="t.Cleanup(func() { End() }) after outer/outer_test.go:11" why="End (outer/outer.go:42) closes h.quit"
}

func (h *hub) run() { <-h.quit }

func (h *hub) stop() { close(h.quit) }

func End() {
	if h := kept.Load(); h != nil {
		h.stop()
	}
}
