package testing

import (
	"bytes"
	"io"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"
)

// leakgateBaseline is what was there before: ids where a dump was cheap enough, the count otherwise.
type leakgateBaseline struct {
	ids   map[int64]bool // nil above the limit
	count int64
	whole bool // the dump was not cut
}

// leakgateSettled is how the waiting ended, with the dump that decided it.
type leakgateSettled struct {
	waited int64 // nanoseconds
	clean  bool  // nothing new was left
	dump   []byte
	whole  bool
	came   int // goroutines in the dump that were not there before, awaited or not
	proof  bool

	lingered    int64 // nanoseconds
	lingeredFor string
}

// leakgateSettler waits until no goroutine is left that was not there before. A clean package pays one look.
type leakgateSettler struct {
	p        *leakgateProbe
	baseline leakgateBaseline
	limit    int64 // nanoseconds
	final    bool  // not between rounds: force collections (some goroutines are stopped by a finalizer), remember looks
	begin    int64
	result   leakgateSettled
	looks    leakgateLooks

	lastCount   int64 // goroutines at the last dump
	left        int   // awaited ones in it
	proven      int   // of those, dead for sure
	restless    bool  // one from before was about to run
	collections int
	lookCost    int64 // nanoseconds that the last look took
}

// leakgateCollectAt are the waiting times after which two collections are forced and the proof is taken.
var leakgateCollectAt = []int64{1e6, 60e6, 600e6}

const (
	// What ends within this time costs a dump only when the count changes. What is then still there is probably a leak:
	// from here on every pause ends in a look.
	leakgateLookAfter = 100e6
	// The longest pause between two looks, so that the usual two seconds have about sixty: a loop that spends a tenth of
	// its time elsewhere is met there.
	leakgateLongestPause = 35e6
	// Looks after which a goroutine that was the same in all of them is taken to stay as it is.
	leakgateEnoughLooks = 3
	// What is younger than this when the waiting is over is looked at for that much longer.
	leakgateYoungAge = 400e6
	// Looking takes at most this part of the waiting.
	leakgateLookShare = 10
	// The longest pause before another look at goroutines from before that are about to run, after some that are half as
	// long each.
	leakgateRestlessPause = 8e6
)

func (s *leakgateSettler) run() leakgateSettled {
	s.begin = leakgateNano()
	pause := int64(1e6)
	s.look()
	s.letOthersRun()
	for s.open() && s.result.waited < s.limit {
		s.sleep(pause)
		pause = min(2*pause, leakgateLongestPause)
		collected := s.mayCollect()
		// Where the count stands still so does, as far as anybody can tell, the set: spare the dump.
		if collected || int64(runtime.NumGoroutine()) != s.lastCount || s.result.waited >= s.limit ||
			s.final && s.result.waited >= leakgateLookAfter {
			s.look()
		}
	}
	s.waitForTheYoung()
	if s.open() && s.prove() {
		s.look()
	}
	s.lookAgain()
	s.result.clean = s.left == 0
	return s.result
}

// letOthersRun looks again where nothing is left but one from before the tests is about to run: a dispatcher that a test has
// just handed its work starts the goroutine for it only then.
func (s *leakgateSettler) letOthersRun() {
	for pause := int64(1e6); s.left == 0 && s.restless && pause <= min(leakgateRestlessPause, s.limit); pause *= 2 {
		s.sleep(pause)
		s.look()
	}
}

// open tells that something is left of which nobody knows whether it ends.
func (s *leakgateSettler) open() bool { return s.left > s.proven }

// sleep waits a little more or less than that: at even distances a loop of the same period would always be met at the same
// place.
func (s *leakgateSettler) sleep(pause int64) {
	pause += pause * (leakgateNano()/1024%128 - 64) / 256
	time.Sleep(time.Duration(min(max(pause, s.lookCost*leakgateLookShare), s.limit-s.result.waited)))
	s.result.waited = leakgateNano() - s.begin
}

// waitForTheYoung gives what was started moments before the end of the waiting, by something that is left, a little of
// the time that the others had: as long as new ones come and go, that is all it gets.
func (s *leakgateSettler) waitForTheYoung() {
	if !s.final || s.limit < leakgateYoungAge || s.result.dump == nil || !s.open() {
		return
	}
	young := s.looks.youngest() > s.p.nowMilliseconds()-leakgateYoungAge/1e6
	for end := leakgateNano() + leakgateYoungAge; young && leakgateNano() < end && s.result.dump != nil; s.look() {
		time.Sleep(time.Duration(max(leakgateLongestPause, s.lookCost*leakgateLookShare)))
	}
}

// lookAgain makes sure that what is left was looked at more than once.
func (s *leakgateSettler) lookAgain() {
	for pause := int64(3e6); s.final && s.open() && s.result.dump != nil &&
		s.looks.taken < leakgateEnoughLooks && !leakgateInBubble(); pause += 4e6 {
		time.Sleep(time.Duration(pause))
		s.look()
	}
}

// look takes stock of what is left.
func (s *leakgateSettler) look() {
	s.lastCount = int64(runtime.NumGoroutine())
	s.left, s.proven, s.restless = 0, 0, false
	s.result.dump, s.result.whole, s.result.came = nil, false, 0
	if s.lastCount > s.p.options.limit || s.baseline.ids == nil {
		s.left = int(max(0, s.lastCount-s.baseline.count))
		return
	}
	begin := leakgateNano()
	if s.final {
		s.result.dump, s.result.whole = leakgateDump()
	} else {
		s.result.dump, s.result.whole = s.p.dumpWithLabels() // the final one has them switched on
	}
	now := s.p.nowMilliseconds()
	s.looks.taken++
	leakgateEachGoroutine(s.result.dump, func(g leakgateGoroutine) {
		if !s.baseline.ids[g.id] {
			s.result.came++
		}
		if s.baseline.ids[g.id] || !g.awaited() {
			s.restless = s.restless || bytes.HasPrefix(g.state, []byte("[runnable"))
			return
		}
		s.left++
		if g.leaked {
			s.proven++
		}
		if s.final {
			s.looks.add(g, now)
		}
	})
	s.lookCost = leakgateNano() - begin
}

func (s *leakgateSettler) mayCollect() bool {
	if !s.final || s.collections == len(leakgateCollectAt) ||
		s.result.waited < leakgateCollectAt[s.collections] {
		return false
	}
	s.collections++
	runtime.GC()
	if s.p.options.linger > 0 {
		debug.FreeOSMemory() // a collection, too; the linger looks at timers, and else the scavenger has one for seconds
	} else {
		runtime.GC()
	}
	runtime.Gosched()
	s.prove()
	return true
}

// prove lets the collector mark the goroutines that can never wake; their state then ends in `(leaked)`. Quadratic in
// bad cases, hence the limit.
func (s *leakgateSettler) prove() bool {
	profile := s.p.proofProfile()
	if !s.final || profile == nil || int64(runtime.NumGoroutine()) > s.p.options.limit {
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
