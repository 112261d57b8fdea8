// Package hub is what all tests here leak.
package hub

// Hub receives until somebody closes it, which nobody can.
type Hub struct{ in chan int }

// Start starts one.
func Start() *Hub {
	h := &Hub{make(chan int)}
	go h.run()
	return h
}

func (h *Hub) run() {
	for range h.in {
	}
}

// New is inlined into what calls it.
func New() *Hub { return Start() }
