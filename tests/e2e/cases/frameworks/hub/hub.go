// Package hub is what all suites here leak.
package hub

import "sync"

var (
	mu  sync.Mutex
	all []*Hub // so that nobody can prove that none is closed any more
)

// Hub receives until somebody closes it.
type Hub struct{ in chan int }

// Start starts one.
func Start() *Hub {
	h := &Hub{make(chan int)}
	mu.Lock()
	all = append(all, h)
	mu.Unlock()
	go h.run()
	return h
}

// Stop ends it.
func (h *Hub) Stop() { close(h.in) }

func (h *Hub) run() {
	for range h.in {
	}
}
