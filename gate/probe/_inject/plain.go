package testing

import "strconv"

// Under `leakgate run` the go command prints what it prints without the gate: no -json, which would make package
// testing print other things. What the event stream tells elsewhere, the tests and how they ended, is in the file then.

// leakgateKeptTest is what is remembered of a test. Of one that is over only what is written in the end: the test itself holds
// its output, its closures and its parents, which would be memory that the suite does not have without the gate.
type leakgateKeptTest struct {
	running *common // nil: it is over
	name    string
	outcome string
	took    float64 // seconds
}

// leakgateKeptRunning is how many tests that are over may wait for the next look.
const leakgateKeptRunning = 32

// keepTest remembers a test that starts. Only with the option plain.
func (p *leakgateProbe) keepTest(c *common) {
	if !p.options.plain {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) >= leakgateTestsKept {
		return
	}
	p.keptOpen = append(p.keptOpen, len(p.kept))
	p.kept = append(p.kept, leakgateKeptTest{running: c})
	if len(p.keptOpen) >= p.keptLook {
		p.releaseTests()
		p.keptLook = max(leakgateKeptRunning, 2*len(p.keptOpen))
	}
}

// releaseTests lets go of the tests that are over.
func (p *leakgateProbe) releaseTests() {
	left := p.keptOpen[:0]
	for _, at := range p.keptOpen {
		if test := &p.kept[at]; leakgateIsDone(test.running) {
			test.note()
			test.running = nil
		} else {
			left = append(left, at)
		}
	}
	p.keptOpen = left
}

// leakgateIsDone reads what package testing writes without a lock, so that the race detector sees races of the suite.
//
//go:norace
func leakgateIsDone(c *common) bool { return c.done }

func (t *leakgateKeptTest) note() {
	c := t.running
	c.mu.RLock()
	defer c.mu.RUnlock()
	t.outcome = "pass"
	switch {
	case c.failed:
		t.outcome = "fail"
	case !c.finished && !c.ran && !c.skipped:
		t.outcome = "none"
	case c.skipped:
		t.outcome = "skip"
	}
	t.took, t.name = c.duration.Seconds(), c.name
}

// writeTests writes a line for each test: how it ended, how long it took, its name. Nothing of it is alive when memory is
// measured.
func (p *leakgateProbe) writeTests() {
	if !p.options.plain {
		return
	}
	p.mu.Lock()
	kept := p.kept
	p.kept, p.keptOpen = nil, nil
	p.mu.Unlock()
	var lines []byte
	for i := range kept {
		if kept[i].running != nil {
			kept[i].note()
		}
		lines = append(lines, kept[i].outcome...)
		lines = append(lines, ' ')
		lines = strconv.AppendFloat(lines, kept[i].took, 'f', 3, 64)
		lines = append(lines, ' ')
		lines = append(lines, kept[i].name...)
		lines = append(lines, '\n')
	}
	p.file.section("tests", lines)
}
