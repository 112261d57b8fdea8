package examples

import (
	"runtime"
	"strings"
)

// Callers lists who called, without what is above package testing.
func Callers() string {
	pcs := make([]uintptr, 50)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	var names []string
	for {
		frame, more := frames.Next()
		names = append(names, frame.Function)
		if !more || strings.HasPrefix(frame.Function, "testing.") {
			return strings.Join(names, "\n")
		}
	}
}

// Forget starts a goroutine that nobody stops.
func Forget() {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send test=ExampleForget phase=example
}
