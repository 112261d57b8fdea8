package testing

import (
	"internal/race"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
)

// leakgateBrokenOffSettle is how long is waited when os.Exit or a panic cut a test off: what that test has started is
// no leak and may never end, but what earlier tests have left may be about to.
const leakgateBrokenOffSettle = 200e6

// exit is the hook that os.Exit runs, after TestMain has torn down. Its last act is the marker line.
func (p *leakgateProbe) exit() {
	if *matchList != "" || *isFuzzWorker {
		p.file.discard()
		return
	}
	if !p.concluded.Load() {
		p.raceSleep()
		p.end()
	}
	p.conclude()
	// Another goroutine that has called os.Exit meanwhile waits for this hook. With one processor it gets no turn before
	// this goroutine has ended the process, with the code that the suite has earned.
	runtime.GOMAXPROCS(1)
}

// end says how the process ends: from here on it would be gone without the gate. Should it die before the last marker,
// that was not the suite.
func (p *leakgateProbe) end() {
	// All goroutines in the dump of a crash, so that it can stand for the after-snapshot.
	debug.SetTraceback("all")
	p.late.Store(true)
	p.file.stdout.say("= " + strconv.Itoa(p.exitCode()) + " " + p.options.run)
}

// exitCode is that of (*M).Run, unless the process is known to end with another one. Where a test or TestMain has
// called os.Exit with a code of its own, 1 stands for it.
func (p *leakgateProbe) exitCode() int {
	const ofRaceDetector = 66
	switch {
	case !p.exitZero:
		return max(1, p.m.exitCode)
	case race.Errors() > 0:
		return ofRaceDetector
	default:
		return 0
	}
}

// conclude takes the after-snapshot and says where it is, once: two parallel tests may panic, or one while another exits.
func (p *leakgateProbe) conclude() {
	if p.concluded.CompareAndSwap(false, true) {
		p.after()
		p.file.finish()
	}
}

func (p *leakgateProbe) after() {
	defer func() {
		if r := recover(); r != nil {
			p.file.fail(leakgateRecover(r))
		}
	}()
	if p.file.open(p.options.dir, p.options.run); p.file.broken() {
		return
	}
	p.sampler.stop()
	p.waits = leakgateWaits()
	p.answers.putBack() // no round came after it
	running := p.running()
	leakgateSetDebug(leakgateDebug("tracebacklabels"), 1)
	settler := p.settleAfter(len(running) > 0)
	settled := settler.result
	if settled.clean {
		leakgateCollectAlone() // nothing is left that could want a second processor
		p.file.hold()
	} else {
		settled.dump = leakgateMend(settled.dump, p.tests.names())
	}

	var j leakgateJSON
	j.begin()
	p.state(&j, int64(runtime.NumGoroutine()), settled.dump, settled.whole)
	j.number("settle_ms", settled.waited/1e6)
	if p.options.linger > 0 {
		j.number("linger_ms", settled.lingered/1e6)
		j.text("linger_for", settled.lingeredFor)
	}
	j.boolean("settled", settled.clean)
	j.texts("running", running)
	if tests, known := p.tests.count(); known {
		j.number("tests", tests)
	}
	if turned, changed := p.turnedAway(); changed {
		j.number("asked", turned.asked)
		j.number("left_out", turned.left)
		j.boolean("left_out_subtests", turned.subtests)
	}
	j.number("m_runs", p.runs)
	if p.exitZero {
		j.number("exit_code", 0)
	}
	j.boolean("proof", settled.proof)
	j.text("proof_off_reason", p.proofMissing(settled))
	p.file.section("after.state", j.end())
	if settled.came > 0 || !settled.whole || leakgateRounds() != 1 {
		p.file.section("after.profile", leakgateProfile("goroutine"))
	}
	if settled.dump != nil {
		p.file.section("after.dump", settled.dump)
	}
	p.writeTests()
	settler.looks.write(&p.file, settled.dump)
	settled.dump, settler = nil, nil // before the heap is measured
	p.tests.forget()
	p.file.flush()
	p.file.hold()

	p.afterCollection()
}

// afterCollection takes what needs the heap to be swept.
func (p *leakgateProbe) afterCollection() {
	finalizer := p.leakgateCollect()
	var now leakgateHeapRecords
	memory := leakgateMemory(&now, p.waits)
	// Where sites are judged, what is free at the end counts as much as what is alive.
	if p.heapBefore.grewTo(now.bytes) || p.options.heap >= leakgateHeapSites {
		p.file.section("before.heap", p.heapBefore.profile())
		p.file.section("after.heap", leakgateProfile("heap"))
	}
	p.file.section("after.memory", memory)
	p.file.section("finalizer", finalizer)
}

func (p *leakgateProbe) settleAfter(brokenOff bool) *leakgateSettler {
	settler := &leakgateSettler{p: p, baseline: p.baseline, limit: p.options.settle, final: true}
	if brokenOff {
		settler.limit = min(settler.limit, leakgateBrokenOffSettle)
	}
	if leakgateInBubble() {
		settler.limit = 0 // os.Exit inside a synctest bubble: there no sleep is real
	}
	if p.options.await > 0 && !brokenOff && !leakgateInBubble() {
		p.awaitTimers()
	}
	settler.run()
	if p.options.linger > 0 && len(p.firstRound) > 0 && !brokenOff && !leakgateInBubble() {
		p.linger(settler)
		settler.result.clean = settler.left == 0
	}
	return settler
}

// running lists the tests, fuzz targets, benchmarks and examples that have not returned, sorted.
func (p *leakgateProbe) running() []string {
	names := []string{}
	running.Range(func(name, _ any) bool {
		// The root, which has no name, is on the list while its cleanups run, if a test of its own was parallel.
		if name != "" {
			names = append(names, name.(string))
		}
		return true
	})
	p.mu.Lock()
	names = append(names, p.current...)
	if p.fuzz != nil && !p.fuzz.leakgateDone() {
		names = append(names, p.fuzz.name)
	}
	p.mu.Unlock()
	slices.Sort(names)
	return slices.Compact(names)
}

func (f *F) leakgateDone() bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.done
}
