package testing

import (
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
	_ "unsafe" // for go:linkname
)

const (
	leakgateSampleFlush = 1e9      // nanoseconds that samples wait in memory
	leakgateSampleMany  = 4096     // after so many samples the interval doubles
	leakgateSampleBytes = 16 << 10 // reserved for the samples that wait
)

// leakgateSampler reads runtime/metrics now and then, from a timer that is set again each time: no goroutine of ours
// waits while tests run, and none is ever seen. After prepare it allocates nothing but the path of each write.
type leakgateSampler struct {
	mu      sync.Mutex
	p       *leakgateProbe
	timer   *time.Timer
	every   int64 // nanoseconds, 0: off
	paused  int
	stopped bool
	late    atomic.Bool // resume was called inside a synctest bubble and could not set the timer

	taken     int
	flushedAt int64
	waiting   []byte
	line      leakgateJSON
	fields    []string // JSON names, one per reading
	readings  []metrics.Sample
	pauses    debug.GCStats

	countCollected func() int64 // a method value, made once: a new one would be an allocation
}

// leakgateMetrics maps the metrics of runtime/metrics to the fields of a sample; the last ones are 1.26 and later.
var leakgateMetrics = [][2]string{
	{"goroutines", "/sched/goroutines:goroutines"},
	{"heap_live_bytes", "/gc/heap/live:bytes"},
	{"stack_bytes", "/memory/classes/heap/stacks:bytes"},
	{"gc_cycles", "/gc/cycles/total:gc-cycles"},
	{"sched_latency_ns", "/sched/latencies:seconds"},
	{"finalizers_queued", "/gc/finalizers/queued:finalizers"},
	{"finalizers_executed", "/gc/finalizers/executed:finalizers"},
	{"heap_objects", "/gc/heap/objects:objects"},
	{"goroutines_running", "/sched/goroutines/running:goroutines"},
	{"goroutines_runnable", "/sched/goroutines/runnable:goroutines"},
	{"goroutines_waiting", "/sched/goroutines/waiting:goroutines"},
	{"goroutines_not_in_go", "/sched/goroutines/not-in-go:goroutines"},
}

// prepare allocates everything, so that the before-snapshot of the heap already has it.
func (s *leakgateSampler) prepare(every int64) {
	s.every = every
	if every == 0 {
		return
	}
	for _, metric := range leakgateMetrics {
		s.fields = append(s.fields, metric[0])
		s.readings = append(s.readings, metrics.Sample{Name: metric[1]})
	}
	metrics.Read(s.readings)
	known := 0
	for i := range s.readings {
		if s.readings[i].Value.Kind() != metrics.KindBad {
			s.fields[known], s.readings[known] = s.fields[i], s.readings[i]
			known++
		}
	}
	s.fields, s.readings = s.fields[:known], s.readings[:known]
	s.pauses.Pause = make([]time.Duration, 0, 2*256+3)
	s.countCollected = s.collected
	s.waiting = make([]byte, 0, leakgateSampleBytes)
	s.line.line = make([]byte, 0, 1024)
}

// start sets the timer before the first test. Not without a test time-out: there a pending timer would hide from the
// runtime that all goroutines are asleep, and a deadlock would hang.
func (s *leakgateSampler) start(p *leakgateProbe) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.p != nil || s.every == 0 || *timeout <= 0 {
		return
	}
	s.p = p
	s.flushedAt = leakgateNano()
	s.timer = time.AfterFunc(time.Duration(s.every), leakgateTick)
}

// leakgateTick is what the timer starts a goroutine with. By its symbol, which is one of package runtime, that is a
// system goroutine: runtime.NumGoroutine does not count it and no dump or profile shows it. Without this a test that
// sleeps and then counts meets the tick whenever both timers are due together.
//
//go:linkname leakgateTick runtime.leakgateTick
func leakgateTick() { leakgate.sampler.tick() }

func (s *leakgateSampler) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paused > 0 || s.stopped {
		return
	}
	s.take()
	s.p.finalizers.plant(s.countCollected)
	if s.taken++; s.taken%leakgateSampleMany == 0 {
		s.every *= 2
	}
	if leakgateNano()-s.flushedAt >= leakgateSampleFlush || len(s.waiting) > leakgateSampleBytes/2 {
		s.flushLocked()
	}
	s.timer.Reset(time.Duration(s.every))
}

// collected is how many collections have ended.
func (s *leakgateSampler) collected() int64 {
	debug.ReadGCStats(&s.pauses)
	return s.pauses.NumGC
}

// take appends one sample to those that wait.
func (s *leakgateSampler) take() {
	metrics.Read(s.readings)
	debug.ReadGCStats(&s.pauses)
	s.line.begin()
	s.line.number("at_ms", s.p.nowMilliseconds())
	for i := range s.readings {
		switch value := s.readings[i].Value; value.Kind() {
		case metrics.KindUint64:
			s.line.number(s.fields[i], int64(value.Uint64()))
		case metrics.KindFloat64Histogram:
			s.line.number(s.fields[i], leakgatePercentile99(value.Float64Histogram()))
		}
	}
	s.line.number("gc_pause_ns", int64(s.pauses.PauseTotal))
	s.waiting = leakgateAppendSection(s.waiting, "sample", s.line.end())
}

// leakgatePercentile99 is the lower bound, in nanoseconds, of the bucket of seconds that holds the 99th percentile.
func leakgatePercentile99(histogram *metrics.Float64Histogram) int64 {
	total := uint64(0)
	for _, count := range histogram.Counts {
		total += count
	}
	rank, seen := total-total/100, uint64(0)
	for i, count := range histogram.Counts {
		if seen += count; total > 0 && seen >= rank {
			return int64(max(0, histogram.Buckets[i]) * 1e9)
		}
	}
	return 0
}

// pause keeps the timer silent until resume; a tick that is under way ends first.
func (s *leakgateSampler) pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paused++
	if s.timer != nil {
		s.timer.Stop()
	}
}

func (s *leakgateSampler) resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paused--; s.paused > 0 || s.timer == nil || s.stopped {
		return
	}
	if leakgateInBubble() {
		s.late.Store(true) // Reset would take its time from the bubble's clock
		return
	}
	s.timer.Reset(time.Duration(s.every))
}

// resumeLate makes up for a resume inside a bubble; called at the start of each test.
func (s *leakgateSampler) resumeLate() {
	if !s.late.Load() || leakgateInBubble() || !s.late.CompareAndSwap(true, false) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paused == 0 && !s.stopped {
		s.timer.Reset(time.Duration(s.every))
	}
}

// stop ends the sampling and writes what waits.
func (s *leakgateSampler) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
	if s.timer != nil {
		s.timer.Stop()
		s.flushLocked()
	}
}

func (s *leakgateSampler) flushLocked() {
	if len(s.waiting) > 0 {
		s.p.file.sections(s.waiting)
	}
	s.waiting = s.waiting[:0]
	s.flushedAt = leakgateNano()
}
