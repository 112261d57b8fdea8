package testing

import (
	"strconv"
	"strings"
)

// leakgateVariable holds lines of key=value. container/ring has taken it out of the environment (_early/early.go).
const leakgateVariable = "LEAKGATE_PROBE"

// leakgateKeyVariable is read through Go's test log, and for that alone: its value becomes part of the key under which
// the go command keeps the result. A result is replayed only where its snapshot can still stand for the run.
const leakgateKeyVariable = "LEAKGATE_CACHE_KEY"

// leakgateVerboseVariable is read in the same way by a test that asks how verbose it runs: without the user's -json
// the answer is another one than with it, though the go command calls the binary with the same words.
const leakgateVerboseVariable = "LEAKGATE_VERBOSE"

// Values of the heap option.
const (
	leakgateHeapCounts = 1 // live bytes and objects
	leakgateHeapSites  = 2 // also the exact profile of allocation sites
)

type leakgateOptions struct {
	dir       string // where the finished snapshot goes
	run       string // id of the leakgate run
	settle    int64  // nanoseconds to wait for goroutines to end
	limit     int64  // goroutines up to which dump and proof are taken
	proof     string // auto, on, off
	ancestors int64  // depth, 0: off
	sample    int64  // nanoseconds between samples, 0: off
	rounds    int64  // how many rounds are recorded
	await     int64  // nanoseconds to live on for timers that are due, before the settling; 0: not at all
	linger    int64  // nanoseconds to watch, after the settling, what the first round has left; 0: not at all
	known     bool   // later rounds leave out the tests that two have shown all of
	plain     bool   // the go command runs without -json: its output stays as it is, and the file names the tests

	heap        int64 // what is measured of the heap at the end of each round: nothing, leakgateHeapCounts, leakgateHeapSites
	heapBytes   int64 // a round that adds less than both ends the rounds
	heapObjects int64
}

// parse reads text and returns what is wrong with it, or nothing.
func (o *leakgateOptions) parse(text string) string {
	settle, sample, linger, await := int64(2000), int64(100), int64(0), int64(0)
	*o = leakgateOptions{
		limit: 10000, proof: "auto", ancestors: 10, rounds: 64, heapBytes: 64 << 10, heapObjects: 100,
	}
	numbers := map[string]*int64{
		"settle_ms": &settle, "limit": &o.limit, "ancestors": &o.ancestors, "sample_ms": &sample, "rounds": &o.rounds,
		"linger_ms": &linger, "await_ms": &await, "heap": &o.heap, "heap_bytes": &o.heapBytes,
		"heap_objects": &o.heapObjects,
	}
	for _, line := range strings.Split(text, "\n") {
		if line == "" {
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		switch key {
		case "dir":
			o.dir = value
		case "run":
			o.run = value
		case "proof":
			o.proof = value
		case "plain":
			o.plain = true
		case "known":
			o.known = true
		case "set", "unset", "path", "hide", "verbose": // done before the first package was initialised
		default:
			number, known := numbers[key]
			if !known {
				return leakgateVariable + ": unknown option, got " + strconv.Quote(line)
			}
			parsed, err := strconv.ParseInt(value, 10, 32)
			if err != nil || parsed < 0 {
				return leakgateVariable + ": not a number, got " + strconv.Quote(line)
			}
			*number = parsed
		}
	}
	o.settle, o.sample, o.linger, o.await = settle*1e6, sample*1e6, linger*1e6, await*1e6
	if o.dir == "" || o.run == "" {
		return leakgateVariable + ": dir and run are needed, got " + strconv.Quote(text)
	}
	if o.proof != "auto" && o.proof != "on" && o.proof != "off" {
		return leakgateVariable + ": proof is auto, on or off, got " + strconv.Quote(o.proof)
	}
	return ""
}

// canonical is equal for two runs exactly when their snapshots can stand for each other. How long one lingers or awaits is not
// in it, nor what is measured of the heap: that only bounds what can be seen.
func (o *leakgateOptions) canonical() string {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return "ancestors=" + number(o.ancestors) + " limit=" + number(o.limit) + " proof=" + o.proof +
		" rounds=" + number(o.rounds) + " sample_ms=" + number(o.sample/1e6) + " settle_ms=" + number(o.settle/1e6)
}
