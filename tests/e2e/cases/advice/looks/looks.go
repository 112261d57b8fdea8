package looks

import (
	"sync"
	"sync/atomic"
	"time"
)

type state struct {
	sync.Mutex
	finished bool
}

// A loop of ticks that asks a getter.
type bar struct{ state state }

func New() *bar {
	b := &bar{}
	go b.draw() // leak: chan receive rule=tick-flag test=TestBar why="(*bar).Close (looks/looks.go:29) sets b.state.finished" fix="t.Cleanup(func() { b.Close() }) after looks/looks_test.go:10; it ends at its next look"
	return b
}

func (b *bar) isFinished() bool {
	b.state.Lock()
	defer b.state.Unlock()
	return b.state.finished
}

func (b *bar) Close() { b.finish() }

func (b *bar) finish() { b.state.finished = true }

func (b *bar) draw() {
	for range time.NewTicker(time.Millisecond).C {
		if b.isFinished() {
			return
		}
	}
}

// A loop of sleeps that polls a channel.
type poller struct{ quit chan struct{} }

func Poll() *poller {
	p := &poller{make(chan struct{})}
	go p.run() // leak: sleep rule=sleep-flag test=TestPoller fix="t.Cleanup(func() { p.Stop() }) after looks/looks_test.go:15; it ends at its next look"
	return p
}

func (p *poller) Stop() { close(p.quit) }

func (p *poller) run() {
	for {
		select {
		case <-p.quit:
			return
		default:
			time.Sleep(time.Hour)
		}
	}
}

// A loop of sleeps that a break leaves, by what no call sets.
type pool struct {
	sync.Mutex
	idle atomic.Int32
}

func (p *pool) Get() {
	p.idle.Add(1)
	go p.clean() // leak: sleep rule=sleep-flag test=TestPool why="its loop ends where `p.idle.Load() == 0` holds (looks/looks.go:77)" fix="bring that about in t.Cleanup"
}

func (p *pool) clean() {
	for {
		p.Lock()
		over := p.idle.Load() == 0
		p.Unlock()
		if over {
			break
		}
		time.Sleep(time.Hour)
	}
}

// A condition whose Close wakes who waits; one whose Close does not; one without any.
type queue struct {
	sync.Mutex
	more   *sync.Cond
	items  []int
	closed bool
}

func newQueue() *queue {
	q := &queue{}
	q.more = sync.NewCond(q)
	return q
}

func Queue() *queue {
	q := newQueue()
	go q.run() // leak: sync.Cond.Wait rule=cond test=TestQueue why="nobody signals the condition; (*queue).Close (looks/looks.go:121) sets q.closed" fix="t.Cleanup(func() { q.Close() }) after looks/looks_test.go:24"
	return q
}

func (q *queue) run() {
	for {
		q.Lock()
		for len(q.items) == 0 && !q.closed {
			q.more.Wait()
		}
		if q.closed {
			q.Unlock()
			return
		}
		q.items = q.items[1:]
		q.Unlock()
	}
}

func (q *queue) Close() {
	q.Lock()
	q.closed = true
	q.Unlock()
	q.more.Broadcast()
}
