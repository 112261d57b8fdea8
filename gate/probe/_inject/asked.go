package testing

import "strings"

// A TestMain may start the test binary again for its tests and run a few here, or none. Which tests this process runs
// is what -test.run and -test.skip say when (*M).Run reads them; which ones the go command asked for is in the command
// line of the process, which no TestMain can change.

// asked is how many top-level tests and fuzz targets the command line asks for. Not known, and then nothing is said,
// where TestMain has left the choice as it was, or the command line cannot be read for certain.
func (p *leakgateProbe) asked() (int64, bool) {
	run, without, known := leakgateChoice(leakgateArguments)
	if !known || (run == *match && without == *skip) {
		return 0, false
	}
	filter, leftOut := leakgateFilter(p.m, run), leakgateFilter(p.m, without)
	if filter == nil || leftOut == nil {
		return 0, false
	}
	count := int64(0)
	add := func(name string) {
		elements := strings.Split(name, "/")
		ok, _ := filter.matches(elements, p.m.deps.MatchString)
		if ok && without != "" {
			out, partial := leftOut.matches(elements, p.m.deps.MatchString)
			ok = !out || partial
		}
		if ok {
			count++
		}
	}
	for _, test := range p.m.tests {
		add(test.Name)
	}
	for _, target := range p.m.fuzzTargets {
		add(target.Name)
	}
	return count, true
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

// leakgateChoice reads -test.run and -test.skip as package flag does, the last one counts. What follows the first word
// that is no flag is not for package testing, and it may be the value of a flag of the tests' own: then it is not known.
func leakgateChoice(arguments []string) (run, skip string, known bool) {
	for i := 1; i < len(arguments); i++ {
		word := arguments[i]
		if len(word) < 2 || word[0] != '-' {
			return "", "", false
		}
		if word == "--" {
			break
		}
		name, value, whole := strings.Cut(strings.TrimPrefix(word[1:], "-"), "=")
		if name != "test.run" && name != "test.skip" {
			continue
		}
		if !whole {
			if i++; i == len(arguments) {
				return "", "", false
			}
			value = arguments[i]
		}
		if name == "test.run" {
			run = value
		} else {
			skip = value
		}
	}
	return run, skip, true
}
