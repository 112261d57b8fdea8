package testing

import (
	"runtime"
	"runtime/metrics"
	"strconv"
	"time"
)

// What is alive at the end of each round, exactly, for packages whose heap grew: no sampling carries that verdict. Off
// unless the `heap` option asks for it.

const (
	// leakgateHeapWarmUp rounds fill tables, pools and caches that are filled once: what they add says nothing.
	leakgateHeapWarmUp = 2
	// leakgateHeapTries is how often a round that seems to grow is measured: a chain of finalizers needs a collection for
	// each of its links, and what a goroutine is about to drop is still held.
	leakgateHeapTries = 3
	// leakgateHeapPause is how long finalizers and such goroutines have between two tries.
	leakgateHeapPause = 5 * time.Millisecond
)

// leakgateHeap is what the rounds so far have shown.
type leakgateHeap struct {
	readings       [2]metrics.Sample
	bytes, objects int64 // at the end of the last round
	measured       int   // rounds
	small          bool  // a counted round grew by less bytes than the floor
	few            bool  // … by fewer objects
}

// prepare allocates what is needed, before anything is measured, and makes the profile exact where sites are wanted: the
// rate may be set once, before the packages that are tested are initialised.
func (h *leakgateHeap) prepare(mode int64) {
	h.readings[0].Name, h.readings[1].Name = "/memory/classes/heap/objects:bytes", "/gc/heap/objects:objects"
	if mode >= leakgateHeapSites {
		runtime.MemProfileRate = 1
	}
}

// read counts what two collections leave: the first empties the pools, the second frees what was in them.
func (h *leakgateHeap) read() (bytes, objects int64) {
	leakgateDropTimers()
	runtime.GC()
	runtime.GC()
	metrics.Read(h.readings[:])
	return int64(h.readings[0].Value.Uint64()), int64(h.readings[1].Value.Uint64())
}

// measure keeps the smallest of several tries, as long as it looks like growth.
func (h *leakgateHeap) measure() (bytes, objects int64) {
	bytes, objects = h.read()
	for try := 1; try < leakgateHeapTries && (bytes > h.bytes || objects > h.objects); try++ {
		time.Sleep(leakgateHeapPause)
		b, o := h.read()
		bytes, objects = min(bytes, b), min(objects, o)
	}
	return bytes, objects
}

// add takes in one round and tells whether later ones can still show growth: that has to be in each counted round.
func (h *leakgateHeap) add(bytes, objects, floorBytes, floorObjects int64) (open bool) {
	if h.measured++; h.measured > leakgateHeapWarmUp {
		h.small = h.small || bytes-h.bytes < floorBytes
		h.few = h.few || objects-h.objects < floorObjects
	}
	h.bytes, h.objects = bytes, objects
	return !h.small || !h.few
}

// measureRound comes last in a round, when nothing of what the probe needed for it is alive any more.
func (p *leakgateProbe) measureRound() {
	if p.options.heap == 0 {
		return
	}
	p.tests.forget()
	bytes, objects := p.heap.measure()
	name := "round." + strconv.Itoa(p.roundNumber)
	var j leakgateJSON
	j.begin()
	j.number("heap_bytes", bytes)
	j.number("heap_objects", objects)
	p.file.section(name+".memory", j.end())
	if p.options.heap >= leakgateHeapSites {
		p.file.section(name+".heap", leakgateProfile("heap"))
	}
	open := p.heap.add(bytes, objects, p.options.heapBytes, p.options.heapObjects)
	if !open && p.options.heapBytes > 0 && len(cpuList) == 1 {
		*count = uint(p.roundNumber) // the loop of package testing ends here
	}
}
