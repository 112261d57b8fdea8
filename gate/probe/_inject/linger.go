package testing

import (
	"bytes"
	"runtime"
	"strconv"
	"time"
)

// The linger is for tests that run again to be confirmed: goroutines that end by themselves, only later than the settling
// waits, look like leaks in every round. So what the first round has left is watched for longer, as long as something could
// still end it.

const (
	// How long a loop is watched that is awake now and then: it may have a deadline that nobody sees.
	leakgateLingerLoops = 5e9
	// A timer that fires sooner than this belongs to such a loop.
	leakgateShortTimer = 500e6
	// So many times may a timer fire and nothing end: then it is a loop too, a slow one.
	leakgateIdleTimers = 2
	// Time to end after a timer has fired.
	leakgateLingerMargin = 50e6
	// By then the runtime has woken its scavenger after a collection (sysmon looks every 10 ms).
	leakgateScavengerWakes = 25e6
)

type leakgateLinger struct {
	s     *leakgateSettler
	first map[int64]bool // ids of what the first round has left
	sleep int64          // nanoseconds: the longest sleep that one of them is in
	alive int            // of them: left, and not proven to be dead for good
	busy  bool           // one of all that is left waits for nothing

	timer int64 // the timer that is waited for, 0: none
	then  int   // how many were alive when that began
	idle  int   // timers that fired in vain
	why   string
}

// linger looks on until nothing of the first round is left, nothing could end it, or the time is over.
func (p *leakgateProbe) linger(s *leakgateSettler) {
	l := leakgateLinger{s: s, first: map[int64]bool{}}
	defer func(begin int64) {
		s.result.lingered, s.result.lingeredFor = leakgateNano()-begin, l.why
	}(leakgateNano())
	for _, id := range p.firstRound {
		l.first[id] = true
	}
	end := leakgateNano() + p.options.linger
	if leakgateAwaitedTimer() <= end {
		l.stopScavenger()
	}
	for s.result.dump != nil && len(s.result.dump) < leakgateDumpLimit/8 {
		l.survey()
		until := min(l.until(), end)
		if l.alive == 0 || leakgateNano() >= until {
			return
		}
		s.pauseUntil(until)
		s.look()
	}
}

// stopScavenger ends a wait that is nobody's: what collections have freed the runtime gives back in the background, with a
// timer of up to a second after each part.
func (l *leakgateLinger) stopScavenger() {
	runtime.GC() // it is woken after that, and finds that all may be kept
	leakgateKeepMemory()
	time.Sleep(leakgateScavengerWakes)
	l.s.look()
}

// until is the time up to which waiting can tell something; 0: never.
func (l *leakgateLinger) until() int64 {
	now, next := leakgateNano(), leakgateAwaitedTimer()
	if next > now+l.s.p.options.linger && !l.busy {
		return 0 // a sleep has a timer, too
	}
	l.why = "the timer due in " + strconv.FormatInt((next-now)/1e6, 10) + " ms"
	if l.busy {
		l.why = "a goroutine that runs"
	}
	until := l.s.p.firstRoundEnd + leakgateLingerLoops
	if l.sleep > leakgateShortTimer {
		until = max(until, l.s.begin+l.sleep+leakgateLingerMargin)
	}
	l.watch(now, next)
	if l.timer != 0 {
		until = max(until, l.timer+leakgateLingerMargin)
	}
	return until
}

// watch keeps an eye on one long timer at a time.
func (l *leakgateLinger) watch(now, next int64) {
	if l.timer != 0 && now >= l.timer+leakgateLingerMargin {
		if l.alive == l.then {
			l.idle++
		}
		l.timer = 0
	}
	if l.timer == 0 && next-now > leakgateShortTimer && l.idle < leakgateIdleTimers &&
		next < now+l.s.p.options.linger {
		l.timer, l.then = next, l.alive
	}
}

// survey reads the last dump.
func (l *leakgateLinger) survey() {
	l.sleep, l.alive, l.busy = 0, 0, false
	leakgateEachGoroutine(l.s.result.dump, func(g leakgateGoroutine) {
		if l.s.baseline.ids[g.id] || !g.awaited() {
			return
		}
		l.busy = l.busy || g.busy() || string(g.plainState()) == "syscall"
		if l.first[g.id] && !g.leaked {
			l.alive++
			if sleep := g.sleeps(); sleep <= l.s.p.options.linger {
				l.sleep = max(l.sleep, sleep)
			}
		}
	})
}

// sleeps is the argument of the time.Sleep that the goroutine is in, or 0.
func (g leakgateGoroutine) sleeps() int64 {
	_, call, found := bytes.Cut(g.frames, []byte("\ntime.Sleep(0x"))
	digits, _, closed := bytes.Cut(call, []byte(")"))
	if !found || !closed {
		return 0
	}
	duration, err := strconv.ParseInt(string(bytes.TrimRight(digits, "?")), 16, 64)
	if err != nil {
		return 0
	}
	return duration
}

// pauseUntil waits for a part of the time that is left, so that the end of a goroutine is known about to a tenth.
func (s *leakgateSettler) pauseUntil(end int64) {
	waited := leakgateNano() - s.p.firstRoundEnd
	pause := min(max(waited/10, 20e6, s.lookCost*leakgateLookShare), 500e6)
	time.Sleep(time.Duration(max(1e6, min(pause, end-leakgateNano()))))
}
