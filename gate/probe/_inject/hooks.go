package testing

import (
	"internal/runtime/exithook"
	leakgatelog "internal/testlog"
)

// The functions that insertions.txt calls. Each returns before the user's code runs.

// leakgateRun is called at the start of (*M).Run: what init and TestMain have set up is already there. What it returns
// is called at the end.
func leakgateRun(m *M) func() {
	p := leakgate
	if p == nil {
		return leakgateNothing
	}
	p.runs++
	if p.started {
		return p.unhide
	}
	p.started = true
	p.m = m
	p.epochVariable = leakgateEpochVariable(m.deps.ImportPath())
	p.begin(m)
	// Hooks run in reverse order: the first to run knows that the exit code is 0, the other does the work.
	exithook.Add(exithook.Hook{F: p.exit, RunOnFailure: true})
	exithook.Add(exithook.Hook{F: func() { p.exitZero = true }})
	return p.unhide
}

// leakgateTest is called at the start of tRunner: in the test's own goroutine, or in the one of (*M).Run for the root.
func leakgateTest(t *T) {
	p := leakgate
	if p == nil || !p.started {
		return
	}
	if t.parent == nil {
		leakgatelog.Getenv(leakgateKeyVariable)
		leakgatelog.Getenv(p.epochVariable)
		p.file.open(p.options.dir, p.options.run)
		p.answers.putBack()
		p.beforeRounds()
		p.sampler.start(p)
		t.Cleanup(p.endRound)
		return
	}
	if t.name != "" {
		leakgateLabel(t.name)
		p.tests.add(t.name)
		p.keepTest(&t.common)
	}
	p.sampler.resumeLate()
}

func leakgateFuzz(f *F) {
	p := leakgate
	if p == nil || !p.started {
		return
	}
	p.mu.Lock()
	p.fuzz = f
	p.mu.Unlock()
	leakgateLabel(f.name)
	p.tests.add(f.name)
	p.keepTest(&f.common)
}

// leakgateExample labels the goroutine of (*M).Run while an example runs in it.
func leakgateExample(name string) func() {
	p := leakgate
	if p == nil || !p.started {
		return leakgateNothing
	}
	p.file.open(p.options.dir, p.options.run)
	p.sampler.start(p)
	before := leakgateGetLabels()
	leakgateLabel(name)
	p.enterCurrent(name)
	return func() {
		p.leaveCurrent(name)
		leakgateSetLabels(before)
	}
}

// leakgateBenchmark is called for each attempt of a benchmark, before its timer starts. name is empty when a test
// calls testing.Benchmark.
func leakgateBenchmark(name string) func() {
	p := leakgate
	if p == nil || !p.started {
		return leakgateNothing
	}
	before := leakgateGetLabels()
	if name != "" {
		leakgateLabel(name)
		p.enterCurrent(name)
	}
	p.enterQuiet()
	return func() {
		p.leaveQuiet()
		if name != "" {
			p.leaveCurrent(name)
			leakgateSetLabels(before)
		}
	}
}

// leakgateQuiet keeps the probe silent while AllocsPerRun counts.
func leakgateQuiet() func() {
	p := leakgate
	if p == nil || !p.started {
		return leakgateNothing
	}
	p.enterQuiet()
	return p.quiet.leave
}

// leakgateAlarm is called when a test has timed out, just before the process panics: the dump that follows is the
// after-snapshot, and it shall name the tests.
func leakgateAlarm() {
	p := leakgate
	if p == nil || !p.started {
		return
	}
	p.sampler.stop()
	leakgateSetDebug(leakgateDebug("tracebacklabels"), 1)
}

// leakgatePanic is called when a test has panicked, after its cleanups and before the panic ends the process: no exit
// hook will run, and Go's own dump shows the goroutine of that test alone.
func leakgatePanic() {
	p := leakgate
	if p == nil || !p.started {
		return
	}
	p.conclude()
	leakgateSetDebug(leakgateDebug("tracebacklabels"), 0)
}

func leakgateNothing() {}

func (p *leakgateProbe) enterCurrent(name string) {
	p.mu.Lock()
	p.current = append(p.current, name)
	p.mu.Unlock()
}

func (p *leakgateProbe) leaveCurrent(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := len(p.current) - 1; i >= 0; i-- {
		if p.current[i] == name {
			p.current = append(p.current[:i], p.current[i+1:]...)
			return
		}
	}
}
