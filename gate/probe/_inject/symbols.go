package testing

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"strings"
)

// leakgateSearches bounds how often the whole symbol table is searched: 50,000 functions take some milliseconds.
const leakgateSearches = 64

// leakgateSymbols finds functions by the name that Go prints for them.
type leakgateSymbols struct {
	byName   map[string][]int // indices of the table; several for the instances of a generic function
	searches int
}

func leakgateReadSymbols() *leakgateSymbols {
	module := &leakgateModule
	symbols := &leakgateSymbols{byName: make(map[string][]int, len(module.table))}
	for i, function := range module.table {
		record := int(function.record)
		if record+8 > len(module.functions) {
			continue
		}
		at := int(binary.NativeEndian.Uint32(module.functions[record+4:]))
		if at >= len(module.functionNames) {
			continue
		}
		raw, _, _ := bytes.Cut(module.functionNames[at:], []byte{0})
		name := string(raw)
		if open, closed := strings.IndexByte(name, '['), strings.LastIndexByte(name, ']'); open >= 0 && closed > open {
			name = name[:open] + "[...]" + name[closed+1:]
		}
		symbols.byName[name] = append(symbols.byName[name], i)
	}
	return symbols
}

// call is the call that frame stands for. First its own function is tried, where it does not stand twice: all of a function of
// one line is on that line. When the frame was inlined, all are, and where the same code was inlined at the same distance into
// several, the one that belongs to the test is taken, or the only one of its closures.
func (s *leakgateSymbols) call(frame leakgateFrame, test string, twice bool) (call leakgateFrame, found bool) {
	for _, i := range s.byName[frame.name] {
		if call, found = leakgateCallIn(i, frame); found && !twice {
			return call, true
		}
	}
	if s.searches == leakgateSearches {
		return frame, false
	}
	s.searches++
	ambiguous, closures := false, 0
	var closure leakgateFrame
	for i := range leakgateModule.table {
		candidate, matches := leakgateCallIn(i, frame)
		if !matches {
			continue
		}
		if test != "" && strings.HasSuffix(candidate.name, "."+test) {
			return candidate, true
		}
		if test != "" && strings.Contains(candidate.name, "."+test+".") && candidate != closure {
			closure = candidate
			closures++
		}
		ambiguous = ambiguous || found && candidate != call
		call, found = candidate, true
	}
	if closures == 1 {
		return closure, true
	}
	return call, found && !ambiguous
}

// leakgateCallIn looks whether frame is what Go prints for its offset in the ith function, and if so what the call
// before that address belongs to.
func leakgateCallIn(i int, frame leakgateFrame) (call leakgateFrame, found bool) {
	table := leakgateModule.table
	pc := uintptr(table[i].entry) + uintptr(frame.offset)
	if i+1 == len(table) || pc >= uintptr(table[i+1].entry) {
		return frame, false
	}
	pc += leakgateModule.text
	printed := runtime.FuncForPC(pc)
	if printed == nil || printed.Name() != frame.name {
		return frame, false
	}
	if file, line := printed.FileLine(pc); file != frame.file || line != frame.line {
		return frame, false
	}
	function := runtime.FuncForPC(pc - 1)
	if function == nil {
		return frame, false
	}
	file, line := function.FileLine(pc - 1)
	return leakgateFrame{function.Name(), file, line, frame.offset}, true
}
