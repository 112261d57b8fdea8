// Package testing: these files are leakgate's probe. `go test -overlay` adds them to the toolchain's own package
// testing, where one inserted call per runner (insertions.txt) leads here. The life of the probe in reading order:
// options.go, hooks.go, snapshot.go, samples.go, rounds.go, exit.go, settle.go, file.go.
//
// Rules of the house: every name starts with leakgate; nothing here may fail a test, so each way in ends in a nil
// check and errors end in file.fail; no import of os (what goes through os is an input of Go's test cache).
package testing

import (
	"sync"
	"sync/atomic"
)

// leakgate is the probe of this process; nil, and then nothing at all happens, unless leakgate started it.
var leakgate *leakgateProbe

type leakgateProbe struct {
	options leakgateOptions
	file    leakgateFile
	sampler leakgateSampler
	quiet   leakgateQuietness
	tests   leakgateTests
	heap    leakgateHeap

	heapBefore leakgateHeapRecords
	waits      [2]int64 // of the tests, see leakgateWaits

	finalizers leakgateFinalizers

	epochVariable string // leakgateEpochVariable
	started       bool   // the first (*M).Run has begun; written once, before any test
	runs          int64  // how often (*M).Run was called
	startNano     int64  // monotonic, at that moment
	baseline      leakgateBaseline
	exitZero      bool        // os.Exit(0), as far as known
	concluded     atomic.Bool // the after-snapshot was taken, or is being taken
	late          atomic.Bool // the process has ended, but for the gate that waits
	m             *M          // the first that ran
	hiding        bool        // package testing prints for test2json, and tells nobody
	verbose       chattyFlag  // what the user's own flags say
	roundNumber   int

	beforeRoundsOnce sync.Once

	roundBudget   int64            // nanoseconds left for settling between rounds
	roundBaseline leakgateBaseline // baseline plus what earlier rounds left
	roundLeft     []int64          // ids of what they left, as far as it has not ended since
	firstRound    []int64          // ids of what the first round left
	firstRoundEnd int64            // nanoseconds, as leakgateNano
	answers       leakgateAnswers

	mu      sync.Mutex // guards what follows
	current []string   // examples and benchmarks that have not returned
	fuzz    *F         // the last fuzz target that was started
	// With the option plain: every test, in the order of their starts, and which of them are held because they may run still.
	kept     []leakgateKeptTest
	keptOpen []int
	keptLook int // at so many of these is looked which are over
}

// init runs before the init of every package that imports testing.
func init() {
	if !leakgateEarlyTaken {
		return
	}
	p := &leakgateProbe{}
	if err := p.options.parse(leakgateEarlyText); err != "" {
		p.file.fail(err)
	} else if !leakgateClaim(p.options.dir, p.options.run) {
		return
	}
	p.file.stdout = leakgateIdentify(leakgateStdout)
	p.quiet.leave = p.leaveQuiet
	p.roundBudget = p.options.settle
	if p.options.heap > 0 {
		p.heap.prepare(p.options.heap)
	}
	leakgate = p
}

// nowMilliseconds is the time since the start of the first (*M).Run, also inside a synctest bubble.
func (p *leakgateProbe) nowMilliseconds() int64 {
	return (leakgateNano() - p.startNano) / 1e6
}
