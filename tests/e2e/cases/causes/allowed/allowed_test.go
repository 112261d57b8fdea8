package allowed

import "testing"

type pool struct{ stop chan struct{} }

func open() *pool {
	p := &pool{make(chan struct{})}
	go p.collect() // leak: chan receive test=TestPool as=allowed cause=-
	go p.watch()   // leak: chan receive test=TestPool cause=-
	return p
}

func (p *pool) collect() { <-p.stop }
func (p *pool) watch()   { <-p.stop }

// What would be its cause is allowed, so it is told by itself.
func TestPool(t *testing.T) { open() }
