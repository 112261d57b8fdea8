package testing

import (
	leakgatelog "internal/testlog"
	"runtime"
	"strings"
)

// The gate runs `go test -json`, so that package testing prints for test2json (-test.v=test2json). Where the user has
// not asked for -json, the tests do not see that: the argument was taken away before os.Args was made, os.Stderr stays
// what it is, and testing.Verbose and the flag test.v answer as the user's own flags say.

// leakgateChatty is called by (*M).Run once the flags are read and before the first line is printed.
func leakgateChatty() {
	p := leakgate
	if p == nil || !p.started || chatty.json || p.options.plain {
		return
	}
	p.verbose = chatty
	p.hiding = true
	chatty = chattyFlag{on: true, json: true}
}

// unhide is called at the end of (*M).Run. A second Run reads chatty again, and would make os.Stderr os.Stdout.
func (p *leakgateProbe) unhide() {
	if p.hiding {
		p.hiding = false
		chatty = p.verbose
	}
}

// leakgateVerbose is what Verbose answers to all but package testing itself, which asks in order to print.
func leakgateVerbose() (on, known bool) {
	p := leakgate
	if p == nil || !p.started || leakgateAskedByTesting() {
		return false, false
	}
	leakgatelog.Getenv(leakgateVerboseVariable)
	return p.verbose.on, p.hiding
}

// leakgateAskedByTesting looks at who has called Verbose.
func leakgateAskedByTesting() bool {
	var callers [1]uintptr
	if runtime.Callers(4, callers[:]) == 0 {
		return false
	}
	caller, _ := runtime.CallersFrames(callers[:]).Next()
	return strings.HasPrefix(caller.Function, "testing.")
}

// leakgateChattyFlag is the flag test.v as the tests see it.
func leakgateChattyFlag(f *chattyFlag) *chattyFlag {
	p := leakgate
	if p == nil || !p.started || f != &chatty {
		return f
	}
	leakgatelog.Getenv(leakgateVerboseVariable)
	if p.hiding {
		return &p.verbose
	}
	return f
}
