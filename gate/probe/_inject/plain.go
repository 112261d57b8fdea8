package testing

import "strconv"

// Under `leakgate run` the go command prints what it prints without the gate: no -json, which would make package
// testing print other things. What the event stream tells elsewhere, the tests and how they ended, is in the file then.

// keepTest remembers a test that starts. Only with the option plain: what is kept is not collected.
func (p *leakgateProbe) keepTest(c *common) {
	if !p.options.plain {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) < leakgateTestsKept {
		p.kept = append(p.kept, c)
	}
}

// writeTests writes a line for each test: how it ended, how long it took, its name.
func (p *leakgateProbe) writeTests() {
	if !p.options.plain {
		return
	}
	p.mu.Lock()
	kept := p.kept
	p.mu.Unlock()
	var lines []byte
	for _, c := range kept {
		c.mu.RLock()
		outcome := "pass"
		switch {
		case c.failed:
			outcome = "fail"
		case !c.finished && !c.ran && !c.skipped:
			outcome = "none"
		case c.skipped:
			outcome = "skip"
		}
		took, name := c.duration, c.name
		c.mu.RUnlock()
		lines = append(lines, outcome...)
		lines = append(lines, ' ')
		lines = strconv.AppendFloat(lines, took.Seconds(), 'f', 3, 64)
		lines = append(lines, ' ')
		lines = append(lines, name...)
		lines = append(lines, '\n')
	}
	p.file.section("tests", lines)
}
