package testing

import "strings"

// A TestMain may start the test binary again for its tests and run a few here, or none. Which tests this process runs
// is what -test.run and -test.skip say when (*M).Run reads them; which ones the go command asked for is in the command
// line of the process, which no TestMain can change.

// leakgateTurnedAway tells what TestMain left out of that.
type leakgateTurnedAway struct {
	asked    int64 // top-level tests, fuzz targets and examples that the command line asks for
	left     int64 // of these, what the flags choose no more
	subtests bool  // the flags name subtests, in other words than the command line: what is left out of these nobody knows
}

// turnedAway is not known, and then nothing is said, where TestMain has left the choice as it was, or the command line
// cannot be read for certain.
func (p *leakgateProbe) turnedAway() (leakgateTurnedAway, bool) {
	var out leakgateTurnedAway
	said, known := leakgateChoice(leakgateArguments)
	now := leakgateChosen{*match, *skip, *count == 0}
	if !known || said == now {
		return out, false
	}
	asked, askedKnown := p.chooser(said)
	chosen, chosenKnown := p.chooser(now)
	if !askedKnown || !chosenKnown {
		return out, false
	}
	add := func(name string) {
		if asked(name) {
			out.asked++
			if !chosen(name) {
				out.left++
			}
		}
	}
	for _, test := range p.m.tests {
		add(test.Name)
	}
	for _, target := range p.m.fuzzTargets {
		add(target.Name)
	}
	for _, example := range p.m.examples {
		add(example.Name)
	}
	out.subtests = said.run != now.run && strings.Contains(now.run, "/") || said.skip != now.skip && strings.Contains(now.skip, "/")
	return out, true
}

// leakgateChosen is which tests are to run.
type leakgateChosen struct {
	run, skip string
	none      bool // -test.count=0
}

// chooser tells of a top-level name whether it is chosen.
func (p *leakgateProbe) chooser(chosen leakgateChosen) (func(name string) bool, bool) {
	filter, leftOut := leakgateFilter(p.m, chosen.run), leakgateFilter(p.m, chosen.skip)
	return func(name string) bool {
		elements := strings.Split(name, "/")
		ok, _ := filter.matches(elements, p.m.deps.MatchString)
		if ok && chosen.skip != "" {
			out, partial := leftOut.matches(elements, p.m.deps.MatchString)
			ok = !out || partial
		}
		return ok && !chosen.none
	}, filter != nil && leftOut != nil
}

// leakgateFilter is nil for a pattern that is none.
func leakgateFilter(m *M, pattern string) filterMatch {
	if pattern == "" {
		return simpleMatch{}
	}
	filter := splitRegexp(pattern)
	if filter.verify("", m.deps.MatchString) != nil {
		return nil
	}
	return filter
}

// leakgateChoice reads -test.run, -test.skip and -test.count as package flag does, the last one counts. What follows the
// first word that is no flag is not for package testing, and it may be the value of a flag of the tests' own: then it is not
// known.
func leakgateChoice(arguments []string) (chosen leakgateChosen, known bool) {
	for i := 1; i < len(arguments); i++ {
		word := arguments[i]
		if len(word) < 2 || word[0] != '-' {
			return leakgateChosen{}, false
		}
		if word == "--" {
			break
		}
		name, value, whole := strings.Cut(strings.TrimPrefix(word[1:], "-"), "=")
		if name != "test.run" && name != "test.skip" && name != "test.count" {
			continue
		}
		if !whole {
			if i++; i == len(arguments) {
				return leakgateChosen{}, false
			}
			value = arguments[i]
		}
		switch name {
		case "test.run":
			chosen.run = value
		case "test.skip":
			chosen.skip = value
		case "test.count":
			chosen.none = value == "0"
		}
	}
	return chosen, true
}
