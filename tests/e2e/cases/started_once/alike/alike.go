// Package alike has what looks as if a process started it once, and leaks.
package alike

import (
	"sync"
	"sync/atomic"
)

var queue = make(chan int)

func drain() {
	for range queue {
	}
}

// Each who asks makes a hub of his own, with a Once of its own.
type hub struct{ once sync.Once }

func (h *hub) start() {
	h.once.Do(func() {
		go drain() // leak: chan receive tier=lingering test=TestHub
	})
}

// Hub makes one.
func Hub() { new(hub).start() }

var reset sync.Once

// Reset lets it start again.
func Reset() {
	reset = sync.Once{}
}

// Resettable is started once until then.
func Resettable() {
	reset.Do(func() {
		go drain() // leak: chan receive tier=lingering test=TestReset count=2
	})
}

var open atomic.Bool

// Open starts it, and Close lets it start again without that it ends.
func Open() {
	if open.CompareAndSwap(false, true) {
		go drain() // leak: chan receive tier=lingering test=TestOpen
	}
}

// Close forgets it.
func Close() { open.Store(false) }

var (
	dispatch sync.Once
	jobs     = make(chan func())
)

// Submit hands a job to the dispatcher, which is there once; what it starts for each job is not.
func Submit(job func()) {
	dispatch.Do(func() {
		go func() { // leak: chan receive tier=one-time as=below_threshold test=TestSubmit
			for job := range jobs {
				go job() // leak: chan receive tier=lingering test=TestSubmit
			}
		}()
	})
	jobs <- job
}
