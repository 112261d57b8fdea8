package testing

import (
	"bytes"
	"runtime"
	"time"
)

// The await is for tests that run again to find out which of them armed a timer: its callback may come seconds after the
// last test, and a process in which nothing is left would be gone by then.

const (
	// How often is looked for a callback, at most.
	leakgateAwaitLook = 100e6
	// The longest pause, so that a timer that is armed meanwhile is not missed by much.
	leakgateAwaitPause = 250e6
)

// awaitTimers lives on as long as a timer is due within the time of the option, or until a callback has come and stays.
func (p *leakgateProbe) awaitTimers() {
	seen := map[int64]bool{}
	for end := leakgateNano() + p.options.await; ; {
		now, next := leakgateNano(), leakgateAwaitedTimer()
		if now >= end || next > end && len(seen) == 0 {
			return
		}
		time.Sleep(time.Duration(min(max(next-now+1e6, leakgateAwaitLook), leakgateAwaitPause, end-now)))
		stays := false
		seen, stays = p.callbacks(seen)
		if stays {
			return
		}
	}
}

// callbacks lists what timers have called and is still there, and tells whether one of it was there before.
func (p *leakgateProbe) callbacks(before map[int64]bool) (now map[int64]bool, stays bool) {
	now = map[int64]bool{}
	if int64(runtime.NumGoroutine()) > p.options.limit {
		return now, true
	}
	dump, _ := leakgateDump()
	leakgateEachGoroutine(dump, func(g leakgateGoroutine) {
		if bytes.Contains(g.frames, []byte("\ncreated by time.goFunc")) && !p.baseline.ids[g.id] {
			now[g.id] = true
			stays = stays || before[g.id]
		}
	})
	return now, stays
}
