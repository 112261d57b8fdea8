package testing

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// leakgateParsers are libraries that read the text of stack dumps and stumble over `[originating from goroutine N]`,
// or take the creator from its last frames: processes that link one get no ancestors.
var leakgateParsers = []string{
	"go.uber.org/goleak.",
	"github.com/fortytw2/leaktest.",
	"github.com/ysmood/gotrace.",
	"github.com/maruel/panicparse/",
	"github.com/DataDog/gostackparse.",
	"github.com/onsi/gomega/gleak",
}

// leakgateQuietness switches off, while something is being measured, what of the probe could be measured with it.
type leakgateQuietness struct {
	mu        sync.Mutex
	depth     int
	ancestors int32  // while tests run
	usual     int32  // what the user's GODEBUG says, while something is measured
	leave     func() // a stored method value, so that leaving allocates nothing
}

// startTracebacks switches ancestors on and labels in headers off. Go 1.27 prints labels by default; code that reads
// the header of its own stack must not meet a label that it never set. Returns the depth and, when 0, why.
func (p *leakgateProbe) startTracebacks() (depth int32, reason string) {
	leakgateSetDebug(leakgateDebug("tracebacklabels"), 0)
	variable := leakgateDebug("tracebackancestors")
	if variable == nil {
		return 0, "this Go has no tracebackancestors"
	}
	q := &p.quiet
	q.usual = atomic.LoadInt32(variable)
	q.ancestors = max(q.usual, int32(p.options.ancestors))
	if p.options.ancestors == 0 {
		reason = "switched off"
	} else if parser := leakgateLinkedParser(); parser != "" {
		q.ancestors = q.usual
		reason = "the tests link " + parser + ", which reads stack dumps"
	}
	leakgateSetDebug(variable, q.ancestors)
	if q.ancestors > 0 {
		reason = ""
	}
	return q.ancestors, reason
}

// leakgateLinkedParser is the one that this binary links. The first b in each of their names has a u before it: to look for
// that letter is many times faster than to look for six names.
func leakgateLinkedParser() string {
	names := leakgateModule.functionNames
	for at := 0; ; at++ {
		next := bytes.IndexByte(names[at:], 'b')
		if next < 0 {
			return ""
		}
		at += next
		if at == 0 || names[at-1] != 'u' {
			continue
		}
		for _, parser := range leakgateParsers {
			start := at - strings.IndexByte(parser, 'b')
			if start >= 0 && len(names)-start >= len(parser) && string(names[start:start+len(parser)]) == parser {
				return strings.TrimRight(parser, "./")
			}
		}
	}
}

// enterQuiet stops the sampler, and the recording of ancestors, which allocates at each go statement.
func (p *leakgateProbe) enterQuiet() {
	q := &p.quiet
	q.mu.Lock()
	defer q.mu.Unlock()
	q.depth++
	if q.depth == 1 {
		leakgateSetDebug(leakgateDebug("tracebackancestors"), q.usual)
		p.sampler.pause()
	}
}

func (p *leakgateProbe) leaveQuiet() {
	q := &p.quiet
	q.mu.Lock()
	defer q.mu.Unlock()
	q.depth--
	if q.depth == 0 {
		leakgateSetDebug(leakgateDebug("tracebackancestors"), q.ancestors)
		p.sampler.resume()
	}
}

// leakgateRecover turns what a recover returned into a reason.
func leakgateRecover(value any) string {
	if err, ok := value.(error); ok {
		return "the probe panicked: " + strconv.Quote(err.Error())
	}
	return "the probe panicked"
}
