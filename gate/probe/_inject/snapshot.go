package testing

import (
	"bytes"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"syscall"
	"time"
)

// begin takes the before-snapshot. It waits in memory until the first test runs.
func (p *leakgateProbe) begin(m *M) {
	defer func() {
		if r := recover(); r != nil {
			p.file.fail(leakgateRecover(r))
		}
	}()
	p.startNano = leakgateNano()
	p.sampler.prepare(p.options.sample)
	p.finalizers.prepare()
	depth, reason := p.startTracebacks()
	p.file.owner = m.deps.ImportPath()
	if p.file.owner == "" {
		p.file.owner = "command-line-arguments" // go test a_test.go a.go
	}
	p.head(p.file.owner, depth, reason)

	leakgateStartPoller()
	memory := p.measureBefore()
	p.baseline.count = int64(runtime.NumGoroutine())
	var dump []byte
	var whole bool
	if p.baseline.count <= p.options.limit {
		dump, whole = p.dumpWithLabels()
		p.baseline.whole = whole
		p.baseline.ids = make(map[int64]bool)
		leakgateEachGoroutine(dump, func(g leakgateGoroutine) { p.baseline.ids[g.id] = true })
	}
	p.roundBaseline = p.baseline

	var j leakgateJSON
	j.begin()
	p.state(&j, p.baseline.count, dump, whole)
	p.file.section("before.state", j.end())
	if !whole {
		p.file.section("before.profile", leakgateProfile("goroutine"))
	}
	if dump != nil {
		p.file.section("before.dump", dump)
	}
	p.file.section("before.memory", memory)
}

// measureBefore reads what is alive. One collection makes that current; the second one of the after-snapshot is for what
// pools still hold.
func (p *leakgateProbe) measureBefore() []byte {
	processors := runtime.GOMAXPROCS(0)
	leakgateCollectAlone()
	runtime.GC()
	leakgateKeepMemory()
	p.heapBefore.read()
	memory := leakgateMemory(&p.heapBefore, leakgateWaits())
	runtime.GOMAXPROCS(processors) // package testing sets it, too, for each round
	return memory
}

// beforeRounds adds what only rounds are compared with. Package testing knows now how many there are.
func (p *leakgateProbe) beforeRounds() {
	p.beforeRoundsOnce.Do(func() {
		if p.baseline.whole && leakgateRounds() != 1 {
			p.file.section("before.profile", leakgateProfile("goroutine"))
		}
	})
}

// leakgateRounds is how often package testing runs the tests in one call of (*M).Run.
func leakgateRounds() int { return len(cpuList) * int(*count) }

func (p *leakgateProbe) head(importPath string, ancestors int32, reason string) {
	var j leakgateJSON
	j.begin()
	j.number("format", 1)
	j.text("package", importPath)
	j.text("go", runtime.Version())
	j.text("goos", runtime.GOOS)
	j.text("goarch", runtime.GOARCH)
	j.number("pid", int64(syscall.Getpid()))
	j.text("run", p.options.run)
	j.number("started_unix_ms", time.Now().UnixMilli())
	j.text("options", p.options.canonical())
	j.number("ancestors", int64(ancestors))
	j.text("ancestors_off_reason", reason)
	j.text("unseen", leakgateUnseen())
	j.text("labels", leakgateLabelKey)
	p.file.sections([]byte("leakgate-snapshot 1\n"))
	p.file.section("head", j.end())
}

// state writes the fields that both states have.
func (p *leakgateProbe) state(j *leakgateJSON, count int64, dump []byte, whole bool) {
	j.number("at_ms", p.nowMilliseconds())
	j.number("goroutines", count)
	if dump != nil {
		j.boolean("dump_complete", whole)
	}
}

// dumpWithLabels shows the labels in the headers of this one dump (Go 1.26+).
func (p *leakgateProbe) dumpWithLabels() ([]byte, bool) {
	labels := leakgateDebug("tracebacklabels")
	leakgateSetDebug(labels, 1)
	defer leakgateSetDebug(labels, 0)
	return leakgateDump()
}

// leakgateProfile is a profile as profile.proto, gzip.
func leakgateProfile(name string) []byte {
	var buffer bytes.Buffer
	if profile := pprof.Lookup(name); profile != nil {
		_ = profile.WriteTo(&buffer, 0)
	}
	return buffer.Bytes()
}

// leakgateWaits is what 99 of 100 pauses of the collector, and waits of goroutines for their turn, stay below, in
// nanoseconds; -1 where this Go does not say. Of the tests it is read before the gate settles: while that looks, thousands
// of short waits would hide those of the tests.
func leakgateWaits() [2]int64 {
	readings := []metrics.Sample{{Name: "/sched/pauses/total/gc:seconds"}, {Name: "/sched/latencies:seconds"}}
	metrics.Read(readings)
	waits := [2]int64{-1, -1}
	for i := range waits {
		if value := readings[i].Value; value.Kind() == metrics.KindFloat64Histogram {
			waits[i] = leakgatePercentile99(value.Float64Histogram())
		}
	}
	return waits
}

// leakgateMemory reads MemStats, live of them into heap; the caller has just forced a collection.
func leakgateMemory(heap *leakgateHeapRecords, waits [2]int64) []byte {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	heap.bytes = int64(stats.HeapAlloc)
	var j leakgateJSON
	j.begin()
	j.number("heap_alloc_bytes", int64(stats.HeapAlloc))
	j.number("heap_objects", int64(stats.HeapObjects))
	j.number("heap_inuse_bytes", int64(stats.HeapInuse))
	j.number("stack_inuse_bytes", int64(stats.StackInuse))
	j.number("sys_bytes", int64(stats.Sys))
	j.number("total_alloc_bytes", int64(stats.TotalAlloc))
	j.number("gc_cycles", int64(stats.NumGC))
	j.number("gc_pause_ns", int64(stats.PauseTotalNs))
	for i, field := range []string{"gc_pause_p99_ns", "sched_latency_p99_ns"} {
		if waits[i] >= 0 {
			j.number(field, waits[i])
		}
	}
	return j.end()
}
