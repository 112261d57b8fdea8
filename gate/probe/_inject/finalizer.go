package testing

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// leakgateFinalizerWait bounds the wait for the last sentinels, in nanoseconds, where goroutines are not waited for longer.
const leakgateFinalizerWait = 100e6

// leakgateSentinel is big enough, and has a pointer, so that the tiny allocator does not put it beside something live.
type leakgateSentinel struct {
	self *leakgateSentinel
	pad  [56]byte
}

// leakgateFinalizers times finalizers of our own: how long each waits from the collection that finds its object dead until
// it runs. While tests run one is pending at a time, set by a tick of the sampler; the runtime's own goroutine runs them.
type leakgateFinalizers struct {
	pending atomic.Bool
	cycle   atomic.Int64 // the collection that finds the pending one dead
	timed   atomic.Int64
	longest atomic.Int64 // nanoseconds
	stats   debug.GCStats
}

func (f *leakgateFinalizers) prepare() {
	f.stats.Pause = make([]time.Duration, 0, 2*256+3)
	f.stats.PauseEnd = make([]time.Time, 0, 256)
}

// plant sets one, unless one is pending. collected is the number of collections that have ended, read afterwards.
func (f *leakgateFinalizers) plant(collected func() int64) {
	if !f.pending.CompareAndSwap(false, true) {
		return
	}
	leakgatePlant(f.ran)
	// What is allocated while the collector marks is taken to be alive until the next time.
	f.cycle.Store(collected() + 1 + int64(min(1, leakgatePhase)))
}

func (f *leakgateFinalizers) ran() {
	debug.ReadGCStats(&f.stats)
	if ended := f.stats.PauseEnd; len(ended) > 0 {
		since := min(max(0, f.stats.NumGC-f.cycle.Load()), int64(len(ended)-1))
		f.add(time.Since(ended[since]).Nanoseconds())
	}
	f.pending.Store(false)
}

func (f *leakgateFinalizers) add(wait int64) {
	f.timed.Add(1)
	for longest := f.longest.Load(); wait > longest && !f.longest.CompareAndSwap(longest, wait); {
		longest = f.longest.Load()
	}
}

// leakgateCollect forces the two collections that make the heap profile current, and measures on the way how long a
// finalizer waits: it runs late when the one finalizer goroutine is busy, and never when that is stuck. What one collection
// finds runs in any order; a second sentinel comes behind all that the first one found.
func (p *leakgateProbe) leakgateCollect() []byte {
	var ran [2]atomic.Int64
	var collected [2]int64
	for i := range ran {
		leakgatePlant(func() { ran[i].Store(leakgateNano()) })
		runtime.GC()
		collected[i] = leakgateNano()
		runtime.Gosched() // the finalizer goroutine takes what there is
	}
	limit := max(leakgateFinalizerWait, p.options.settle)
	pause := time.Duration(20e3)
	for (ran[0].Load() == 0 || ran[1].Load() == 0) && leakgateNano()-collected[1] < limit && !leakgateInBubble() {
		time.Sleep(pause)
		pause = min(2*pause, 10*time.Millisecond)
	}
	var j leakgateJSON
	j.begin()
	if first, second := ran[0].Load(), ran[1].Load(); first != 0 && second != 0 {
		wait := max(0, first-collected[0], second-collected[1])
		p.finalizers.add(wait)
		j.number("finalizer_wait_ns", wait)
	}
	if timed := p.finalizers.timed.Load(); timed > 0 {
		j.number("timed", timed)
		j.number("longest_ns", p.finalizers.longest.Load())
	}
	return j.end()
}

// leakgatePlant is a function of its own, so that no register or stack slot keeps the sentinel alive.
//
//go:noinline
func leakgatePlant(ran func()) {
	runtime.SetFinalizer(&leakgateSentinel{}, func(*leakgateSentinel) { ran() })
}
