package testing

import (
	"bytes"
	"internal/profilerecord"
	"io"
	"runtime"
	"runtime/metrics"
	_ "runtime/pprof" // what is linked here
	_ "unsafe"        // for go:linkname
)

const (
	// leakgateSmallHeap is up to where one processor collects in well under a millisecond. More of them only cost: on a busy
	// machine each waits for a thread that the system has put aside.
	leakgateSmallHeap = 16 << 20
	// Growth by less than this part of the interval of the heap profile is not worth one: chance decides whether it would
	// show a single sample.
	leakgateHeapShare = 2
)

// leakgateHeapRecords is the heap profile of a moment as the runtime keeps it. To make a file of it costs more than all
// else that the probe does in a clean process, so that is left until something grew.
type leakgateHeapRecords struct {
	records []profilerecord.MemProfileRecord
	rate    int64
	bytes   int64 // all that is alive, exactly
}

//go:linkname leakgateReadHeapRecords runtime.pprof_memProfileInternal
func leakgateReadHeapRecords(to []profilerecord.MemProfileRecord, inuseZero bool) (n int, ok bool)

//go:linkname leakgateWriteHeapRecords runtime/pprof.writeHeapProto
func leakgateWriteHeapRecords(w io.Writer, from []profilerecord.MemProfileRecord, rate int64, sampleType string) error

// read takes the records, of what is alive, up to the last collection.
func (h *leakgateHeapRecords) read() {
	h.rate = int64(runtime.MemProfileRate)
	for n, ok := leakgateReadHeapRecords(nil, false); !ok; {
		h.records = make([]profilerecord.MemProfileRecord, n+10) // some may come meanwhile
		n, ok = leakgateReadHeapRecords(h.records, false)
		h.records = h.records[:min(n, len(h.records))]
	}
}

// profile is what package pprof makes of them: profile.proto, gzip.
func (h *leakgateHeapRecords) profile() []byte {
	var buffer bytes.Buffer
	_ = leakgateWriteHeapRecords(&buffer, h.records, h.rate, "")
	return buffer.Bytes()
}

// grewTo tells whether so much more is alive that a profile can show where it comes from.
func (h *leakgateHeapRecords) grewTo(bytes int64) bool {
	return bytes-h.bytes >= h.rate/leakgateHeapShare
}

// leakgateCollectAlone leaves a small heap one processor to collect it.
func leakgateCollectAlone() {
	reading := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	if metrics.Read(reading); reading[0].Value.Uint64() < leakgateSmallHeap {
		runtime.GOMAXPROCS(1)
	}
}
