package testing

import (
	"bytes"
	"slices"
)

// Bounds of what is remembered: views of one goroutine (what else it was seen doing counts as the last of them), and
// goroutines. A suite that leaves more is told by its dump alone.
const (
	leakgateViewsKept = 8
	leakgateSeenKept  = 20000
	leakgateLooksSent = 2000 // views that are written
)

// leakgateLooks remembers what each look of the settling saw of the goroutines that were not there before the tests. One
// dump tells where a goroutine happens to be; several tell whether it stays there.
type leakgateLooks struct {
	taken int64
	seen  map[int64]*leakgateSeen
	order []int64 // ids by first sight
	skip  bool    // too many goroutines
	now   int64   // the time of the last look
}

type leakgateSeen struct {
	first, last int64 // milliseconds since the start of (*M).Run
	times       int64
	streak      int64  // looks since it was last seen to do something else
	doing       uint64 // key of the view in these
	views       []leakgateView
}

// leakgateView is one thing that a goroutine was seen doing: state and calls, without arguments and offsets.
type leakgateView struct {
	key   uint64
	block []byte // as in a dump, without ancestors
	times int64
}

func (l *leakgateLooks) add(g leakgateGoroutine, now int64) {
	l.now = now
	if l.skip {
		return
	}
	if l.seen == nil {
		l.seen = map[int64]*leakgateSeen{}
	}
	seen := l.seen[g.id]
	if seen == nil {
		if l.skip = len(l.seen) == leakgateSeenKept; l.skip {
			return
		}
		seen = &leakgateSeen{first: now}
		l.seen[g.id] = seen
		l.order = append(l.order, g.id)
	}
	seen.last = now
	seen.times++
	key := g.view()
	if key != seen.doing {
		seen.doing, seen.streak = key, 0
	}
	seen.streak++
	at := slices.IndexFunc(seen.views, func(v leakgateView) bool { return v.key == key })
	if at < 0 && len(seen.views) < leakgateViewsKept {
		seen.views = append(seen.views, leakgateView{key: key, block: bytes.Clone(g.block)})
	}
	if at < 0 {
		at = len(seen.views) - 1
	}
	seen.views[at].times++
}

// view is a hash over what the goroutine is doing: its state, functions and lines, whichever goroutine started it. Of one that waits for nothing, where it
// was met says nothing, so there it is the function that it runs.
func (g leakgateGoroutine) view() uint64 {
	hash := uint64(leakgateHashStart)
	add := func(text []byte) { hash = leakgateHash(leakgateHash(hash, text), "\n") }
	frames := g.frames
	if g.busy() {
		add([]byte("running"))
		frames = leakgateEntry(frames)
	} else {
		add(g.plainState())
	}
	for len(frames) > 0 {
		var line []byte
		line, frames, _ = bytes.Cut(frames, []byte("\n"))
		if creator, _, found := bytes.Cut(line, []byte(" in goroutine ")); found {
			line = creator
		} else if end := bytes.LastIndexByte(line, '('); end > 0 && line[0] != '\t' {
			line = line[:end]
		} else if end := bytes.LastIndex(line, []byte(" +0x")); end > 0 {
			line = line[:end]
		}
		add(line)
	}
	return hash
}

// plainState is the state without what changes while nothing happens: minutes, `scan`, the proof, labels.
func (g leakgateGoroutine) plainState() []byte {
	state := bytes.TrimPrefix(g.state, []byte("["))
	if end := bytes.IndexAny(state, "],"); end >= 0 {
		state = state[:end]
	}
	for _, suffix := range []string{" labels:{", " (leaked)", " (scan)"} {
		if end := bytes.Index(state, []byte(suffix)); end >= 0 {
			state = state[:end]
		}
	}
	return state
}

// busy tells that the goroutine was met waiting for nothing.
func (g leakgateGoroutine) busy() bool {
	switch string(g.plainState()) {
	case "running", "runnable", "preempted", "GC assist marking", "GC assist wait", "waiting", "copystack":
		return true
	case "semacquire": // of a loop that makes garbage: what sync and the poller wait at has such a frame
		return len(g.frames) > 0 && !bytes.Contains(g.frames, []byte(".runtime_Semacquire"))
	}
	return false
}

// leakgateEntry is the function that the goroutine runs and the `go` statement, without lines of the former.
func leakgateEntry(frames []byte) []byte {
	creator := bytes.LastIndex(frames, []byte("\ncreated by "))
	if creator < 0 {
		return nil
	}
	place := bytes.LastIndex(frames[:creator], []byte("\n"))
	if place < 0 {
		return frames[creator:]
	}
	function := bytes.LastIndex(frames[:place], []byte("\n"))
	name, _, _ := bytes.Cut(frames[max(0, function):place], []byte("("))
	return append(bytes.Clone(name), frames[creator:]...)
}

// youngest is when the latest goroutine that is left was first met, in milliseconds.
func (l *leakgateLooks) youngest() (first int64) {
	for _, seen := range l.seen {
		if seen.times > 0 && seen.last == l.now {
			first = max(first, seen.first)
		}
	}
	return first
}

// stays tells that the goroutine has come to rest: it did one thing in nearly all looks, and in the last ones. That it was
// on its way there when the tests had just ended does not make it move.
func (s *leakgateSeen) stays() bool {
	return s.streak >= leakgateEnoughLooks && 3*s.streak >= 2*s.times
}

// write sends the sightings of those goroutines that were not seen to do one thing all the time: that moved, that ended, or
// that came so late that too few looks met them. Of all others the dump says everything.
func (l *leakgateLooks) write(file *leakgateFile, final []byte) {
	if l.taken < 2 || l.skip || final == nil {
		return
	}
	left := make(map[int64]bool)
	leakgateEachGoroutine(final, func(g leakgateGoroutine) { left[g.id] = true })
	var ids, times, first, last []int64
	var dump []byte
	for _, id := range l.order {
		seen := l.seen[id]
		if left[id] && seen.stays() {
			continue
		}
		if len(ids)+len(seen.views) > leakgateLooksSent {
			break
		}
		for _, view := range seen.views {
			ids, times = append(ids, id), append(times, view.times)
			first, last = append(first, seen.first), append(last, seen.last)
			dump = append(append(dump, view.block...), "\n\n"...)
		}
	}
	var j leakgateJSON
	j.begin()
	j.number("taken", l.taken)
	j.numbers("ids", ids)
	j.numbers("times", times)
	j.numbers("first_ms", first)
	j.numbers("last_ms", last)
	file.section("looks", j.end())
	if len(dump) > 0 {
		file.section("looks.dump", dump)
	}
}
