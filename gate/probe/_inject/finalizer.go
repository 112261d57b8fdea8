package testing

import (
	"runtime"
	"sync/atomic"
	"time"
)

// leakgateFinalizerWait bounds the wait for the sentinel, in nanoseconds.
const leakgateFinalizerWait = 100e6

// leakgateSentinel is big enough, and has a pointer, so that the tiny allocator does not put it beside something live.
type leakgateSentinel struct {
	self *leakgateSentinel
	pad  [56]byte
}

// leakgateCollect forces the two collections that make the heap profile current, and measures on the way how long a
// finalizer waits: it runs late when the one finalizer goroutine is busy, and never when that is stuck.
func leakgateCollect() []byte {
	var ranAt atomic.Int64
	leakgatePlant(&ranAt)
	runtime.GC()
	collected := leakgateNano()
	runtime.GC()
	pause := time.Duration(20e3)
	for ranAt.Load() == 0 && leakgateNano()-collected < leakgateFinalizerWait && !leakgateInBubble() {
		time.Sleep(pause)
		pause *= 2
	}
	var j leakgateJSON
	j.begin()
	if at := ranAt.Load(); at != 0 {
		j.number("finalizer_wait_ns", max(0, at-collected))
	}
	return j.end()
}

// leakgatePlant is a function of its own, so that no register or stack slot keeps the sentinel alive.
//
//go:noinline
func leakgatePlant(ranAt *atomic.Int64) {
	runtime.SetFinalizer(&leakgateSentinel{}, func(*leakgateSentinel) { ranAt.Store(leakgateNano()) })
}
