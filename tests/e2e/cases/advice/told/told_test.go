package told

import "testing"

const (
	add = iota
	stop
)

type cmd struct{ op int }

type Hub struct{ cmds chan cmd }

func New() *Hub {
	h := &Hub{make(chan cmd)}
	go h.run() // leak: chan receive rule=chan-closer test=TestHub why="its loop ends when it is sent what ends it" fix="t.Cleanup(func() { h.Shutdown() }) after told/told_test.go:35"
	return h
}

func (h *Hub) Add()      { h.cmds <- cmd{add} }
func (h *Hub) Shutdown() { h.cmds <- cmd{op: stop} }
func (h *Hub) run() {
loop:
	for c := range h.cmds {
		switch c.op {
		case stop:
			break loop
		case add:
		}
	}
}

// A value ends it, and nobody closes the channel.
func TestHub(t *testing.T) {
	h := New()
	h.Add()
}

// What its body asks for is no value that the package sends.
func TestBody(t *testing.T) {
	c := make(chan int)
	go func() { // leak: chan receive rule=chan-range fix="; or bring it to the return or break in its body"
		for v := range c {
			if v == 7 {
				return
			}
		}
	}()
}

func ExampleNew() {
	h := New2()
	_ = h
	// Output:
}

type Hub2 struct{ quit chan bool }

func New2() *Hub2 {
	h := &Hub2{make(chan bool)}
	go h.run() // leak: chan receive test=ExampleNew fix="defer h.Close() after told/told_test.go:52"
	return h
}
func (h *Hub2) run()   { <-h.quit }
func (h *Hub2) Close() { close(h.quit) }
