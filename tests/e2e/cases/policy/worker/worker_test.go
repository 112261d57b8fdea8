package worker

import "testing"

type Pool struct{ jobs chan int }

func (p *Pool) run() {
	for range p.jobs {
	}
}

func TestPool(t *testing.T) {
	p := &Pool{make(chan int)}
	go p.run() // leak: chan receive as=allowed
}
