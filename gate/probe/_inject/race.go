package testing

import (
	"internal/race"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// raceSleep waits as long as the race detector does before it lets a process end that has other goroutines. What happens
// in that time belongs to the suite without the gate as well: a race fails it, and so does a panic.
func (p *leakgateProbe) raceSleep() {
	if !race.Enabled || leakgateInBubble() {
		return
	}
	for end := leakgateNano() + leakgateRaceSleep(); leakgateNano() < end && runtime.NumGoroutine() > 1; {
		time.Sleep(10 * time.Millisecond)
	}
}

// leakgateRaceSleep is atexit_sleep_ms of GORACE, in nanoseconds.
func leakgateRaceSleep() int64 {
	options, _ := syscall.Getenv("GORACE")
	milliseconds := int64(1000)
	for _, option := range strings.Fields(options) {
		if value, found := strings.CutPrefix(option, "atexit_sleep_ms="); found {
			if number, err := strconv.ParseInt(value, 10, 32); err == nil {
				milliseconds = max(0, number)
			}
		}
	}
	return milliseconds * 1e6
}
