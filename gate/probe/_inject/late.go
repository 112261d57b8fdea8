package testing

import "runtime"

// While the gate waits for goroutines to end, the process lives longer than it would without the gate. What goroutines
// of finished tests do in that time is none of the suite's: without the gate they are gone.

// leakgateLate tells that; the methods of T, B and F that would panic then do nothing.
func leakgateLate() bool {
	p := leakgate
	return p != nil && p.late.Load()
}

// leakgateLateEnd is leakgateLate for the methods that end the goroutine.
func leakgateLateEnd() {
	if leakgateLate() {
		runtime.Goexit()
	}
}
