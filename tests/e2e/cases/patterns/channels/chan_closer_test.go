package channels

import "testing"

type door struct{ opened chan struct{} }

func (d *door) guard() { <-d.opened }

func (d *door) open() { close(d.opened) }

func TestChanCloserLeak(t *testing.T) {
	d := &door{opened: make(chan struct{})}
	go d.guard() // leak: chan receive rule=chan-closer
}

func TestChanCloserClean(t *testing.T) {
	d := &door{opened: make(chan struct{})}
	defer d.open()
	go d.guard()
}

type mill struct{ done chan struct{} }

func (m *mill) grind(corn chan int) {
	defer close(m.done)
	<-corn
}

// What closes the channel is a goroutine of its own, which nobody can call.
func TestChanClosedByGoroutineLeak(t *testing.T) {
	m := &mill{done: make(chan struct{})}
	go func() { <-m.done }() // leak: chan receive rule=chan-receive
	go m.grind(make(chan int)) // leak: chan receive rule=chan-receive
}
