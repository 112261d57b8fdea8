package testing

import (
	"io"
	"runtime"
	"runtime/pprof"
	"time"
)

// leakgateBaseline is what was there before: ids where a dump was cheap enough, the count otherwise.
type leakgateBaseline struct {
	ids   map[int64]bool // nil above the limit
	count int64
}

// leakgateSettled is how the waiting ended, with the dump that decided it.
type leakgateSettled struct {
	waited int64 // nanoseconds
	clean  bool  // nothing new was left
	dump   []byte
	whole  bool
	proof  bool
}

// leakgateSettler waits until no goroutine is left that was not there before. A clean package pays one look.
type leakgateSettler struct {
	p        *leakgateProbe
	baseline leakgateBaseline
	limit    int64 // nanoseconds
	collect  bool  // force collections: some goroutines are stopped by a finalizer
	begin    int64
	result   leakgateSettled

	lastCount   int64 // goroutines at the last dump
	left        int   // awaited ones in it
	proven      int   // of those, dead for sure
	collections int
}

// leakgateCollectAt are the waiting times after which two collections are forced and the proof is taken.
var leakgateCollectAt = []int64{1e6, 60e6, 600e6}

func (s *leakgateSettler) run() leakgateSettled {
	s.begin = leakgateNano()
	pause := int64(1e6)
	s.look()
	for s.left > s.proven && s.result.waited < s.limit {
		time.Sleep(time.Duration(min(pause, s.limit-s.result.waited)))
		pause = min(2*pause, 100e6)
		s.result.waited = leakgateNano() - s.begin
		collected := s.mayCollect()
		// Where the count stands still so does, as far as anybody can tell, the set: spare the dump.
		if collected || int64(runtime.NumGoroutine()) != s.lastCount || s.result.waited >= s.limit {
			s.look()
		}
	}
	if s.left > s.proven && s.prove() {
		s.look()
	}
	s.result.clean = s.left == 0
	return s.result
}

// look takes stock of what is left.
func (s *leakgateSettler) look() {
	s.lastCount = int64(runtime.NumGoroutine())
	s.left, s.proven = 0, 0
	s.result.dump = nil
	if s.lastCount > s.p.options.limit || s.baseline.ids == nil {
		s.left = int(max(0, s.lastCount-s.baseline.count))
		return
	}
	s.result.dump, s.result.whole = leakgateDump()
	leakgateEachGoroutine(s.result.dump, func(g leakgateGoroutine) {
		if !s.baseline.ids[g.id] && g.awaited() {
			s.left++
			if g.leaked {
				s.proven++
			}
		}
	})
}

func (s *leakgateSettler) mayCollect() bool {
	if !s.collect || s.collections == len(leakgateCollectAt) ||
		s.result.waited < leakgateCollectAt[s.collections] {
		return false
	}
	s.collections++
	runtime.GC()
	runtime.GC()
	runtime.Gosched()
	s.prove()
	return true
}

// prove lets the collector mark the goroutines that can never wake; their state then ends in `(leaked)`. Quadratic in
// bad cases, hence the limit.
func (s *leakgateSettler) prove() bool {
	profile := s.p.proofProfile()
	if !s.collect || profile == nil || int64(runtime.NumGoroutine()) > s.p.options.limit {
		return false
	}
	s.result.proof = profile.WriteTo(io.Discard, 0) == nil
	return s.result.proof
}

// proofProfile is nil where this Go has no leak profile or it is not wanted.
func (p *leakgateProbe) proofProfile() *pprof.Profile {
	if p.options.proof == "off" {
		return nil
	}
	return pprof.Lookup("goroutineleak")
}

// proofMissing is why the proof was not taken although something was left.
func (p *leakgateProbe) proofMissing(settled leakgateSettled) string {
	switch {
	case settled.proof:
		return ""
	case p.options.proof == "off":
		return "switched off"
	case p.proofProfile() == nil:
		return "this Go has no goroutine leak profile"
	case settled.clean:
		return "nothing was left"
	default:
		return "too many goroutines"
	}
}
