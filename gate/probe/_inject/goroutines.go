package testing

import (
	"bytes"
	"runtime"
	"strconv"
)

// leakgateDumpLimit is where the text is cut; Go itself cuts a crash dump there.
const leakgateDumpLimit = 64 << 20

// leakgateDump returns the stacks of all goroutines as text, and whether it is whole. The world stands still meanwhile.
func leakgateDump() (text []byte, whole bool) {
	size := 16 << 10
	for size < 2048*runtime.NumGoroutine() {
		size *= 2
	}
	for size = min(size, leakgateDumpLimit); ; size *= 2 {
		buffer := make([]byte, size)
		n := runtime.Stack(buffer, true)
		if n < size {
			return buffer[:n], true
		}
		if size >= leakgateDumpLimit {
			return buffer[:n], false
		}
	}
}

// leakgateGoroutine is what the settling has to know of one goroutine of a dump.
type leakgateGoroutine struct {
	id     int64
	leaked bool   // the GC has proved that it can never wake
	state  []byte // `[select, 2 minutes]:`
	frames []byte // from the newline before the first frame up to the ancestors
	block  []byte // header and frames
}

// leakgateEachGoroutine visits the goroutines of a dump in its order: the calling one is the first.
func leakgateEachGoroutine(text []byte, visit func(leakgateGoroutine)) {
	leakgateEachBlock(text, func(g leakgateGoroutine, _ []byte) { visit(g) })
}

// leakgateEachBlock also hands over the whole block of each, with the ancestors.
func leakgateEachBlock(text []byte, visit func(leakgateGoroutine, []byte)) {
	for len(text) > 0 {
		var block []byte
		block, text, _ = bytes.Cut(text, []byte("\n\n"))
		rest, isGoroutine := bytes.CutPrefix(bytes.TrimLeft(block, "\n"), []byte("goroutine "))
		header, _, _ := bytes.Cut(rest, []byte("\n"))
		digits, state, _ := bytes.Cut(header, []byte(" "))
		id, err := strconv.ParseUint(string(digits), 10, 63)
		if bytes.HasPrefix(state, []byte("gp=")) { // GOTRACEBACK=system: `gp=0xc000002380 m=nil [select]:`
			state = state[max(0, bytes.IndexByte(state, '[')):]
		}
		if !isGoroutine || !bytes.HasPrefix(state, []byte("[")) || err != nil {
			continue
		}
		frames, _, _ := bytes.Cut(rest[len(header):], []byte("\n[originating from "))
		block = bytes.TrimLeft(block, "\n")
		visit(leakgateGoroutine{
			id: int64(id), leaked: bytes.Contains(state, []byte(" (leaked)")), state: state, frames: frames,
			block: block[:len("goroutine ")+len(header)+len(frames)],
		}, block)
	}
}

// leakgateNeverAwaited are functions on the stacks of goroutines that the settling does not wait for: package
// testing's own, and those that the standard library, or a test framework, starts once and never ends. What counts as a leak is decided by
// leakgate's rules, which see these goroutines all the same.
var leakgateNeverAwaited = [][]byte{
	[]byte("\ntesting.tRunner("), []byte("\ntesting.fRunner("), []byte("\ntesting.(*B).runN("),
	[]byte("\ntesting.leakgate"), []byte("\ntesting.(*leakgate"), []byte("\ncreated by testing.runExample "),
	[]byte("\nos/signal.loop("), []byte("\nos/signal.signal_recv("), []byte("\nruntime.ensureSigM"),
	[]byte("\ngithub.com/onsi/ginkgo/v2/internal/interrupt_handler."),
	[]byte("\ngithub.com/onsi/ginkgo/internal/specrunner.(*SpecRunner).registerForInterrupts("),
	[]byte("\nruntime.ReadTrace("), []byte("\nruntime/trace.Start.func"), []byte("\nruntime/pprof.profileWriter("),
}

func (g leakgateGoroutine) awaited() bool {
	for _, function := range leakgateNeverAwaited {
		if bytes.Contains(g.frames, function) {
			return false
		}
	}
	return true
}
