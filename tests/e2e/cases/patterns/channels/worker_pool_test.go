package channels

import "testing"

type pool struct{ jobs chan int }

func newPool() *pool {
	p := &pool{jobs: make(chan int)}
	for range 3 {
		go p.work() // leak: chan receive rule=worker-pool test=TestWorkerPoolLeak count=3
	}
	return p
}

func (p *pool) work() {
	for job := range p.jobs {
		_ = job
	}
}

func (p *pool) close() { close(p.jobs) }

func TestWorkerPoolLeak(t *testing.T) {
	p := newPool()
	p.jobs <- 1
}

func TestWorkerPoolClean(t *testing.T) {
	p := newPool()
	defer p.close()
	p.jobs <- 1
}
