package locks

import (
	"sync"
	"testing"
)

type queue struct {
	changed *sync.Cond
	closed  bool
}

func newQueue() *queue { return &queue{changed: sync.NewCond(new(sync.Mutex))} }

func (q *queue) take() {
	q.changed.L.Lock()
	defer q.changed.L.Unlock()
	for !q.closed {
		q.changed.Wait()
	}
}

func (q *queue) close() {
	q.changed.L.Lock()
	defer q.changed.L.Unlock()
	q.closed = true
	q.changed.Broadcast()
}

func TestCondLeak(t *testing.T) {
	q := newQueue()
	go q.take() // leak: sync.Cond.Wait rule=cond
}

func TestCondClean(t *testing.T) {
	q := newQueue()
	defer q.close()
	go q.take()
}
