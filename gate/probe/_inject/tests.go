package testing

import (
	"bytes"
	"internal/runtime/exithook"
	"strconv"
	"strings"
	"sync"
)

// leakgateTestsKept bounds how many goroutines of tests are remembered.
const leakgateTestsKept = 1 << 20

// leakgateTests remembers which goroutine ran which test. Go before 1.26 shows no labels in a dump, and user code may
// replace the label of its goroutine; the ids of a goroutine's ancestors lead back to the test all the same.
type leakgateTests struct {
	mu      sync.Mutex
	started []leakgateTestStart
}

type leakgateTestStart struct {
	id   int64
	name string
}

// add records that the calling goroutine runs that test.
func (l *leakgateTests) add(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.started) < leakgateTestsKept {
		l.started = append(l.started, leakgateTestStart{int64(exithook.Goid()), name})
	}
}

// forget drops the goroutines of a round that is over, before memory is measured: what is remembered of them would look like
// the suite's. The names of top-level tests stay, each once.
func (l *leakgateTests) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	seen := make(map[string]bool)
	var kept []leakgateTestStart // of its own size: what came to thousands of subtests would stay
	for _, test := range l.started {
		if strings.IndexByte(test.name, '/') < 0 && !seen[test.name] {
			seen[test.name] = true
			kept = append(kept, test)
		}
	}
	l.started = kept
}

func (l *leakgateTests) names() map[int64]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := make(map[int64]string, len(l.started))
	for _, test := range l.started {
		names[test.id] = test.name
	}
	return names
}

// count is the number of different top-level tests and fuzz targets that began. It is not known when there were more
// tests than are remembered.
func (l *leakgateTests) count() (int64, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := make(map[string]bool)
	for _, test := range l.started {
		if strings.IndexByte(test.name, '/') < 0 {
			names[test.name] = true
		}
	}
	return int64(len(names)), len(l.started) < leakgateTestsKept
}

// testOf is the test that a goroutine of a dump belongs to: by its label, or by the nearest of its creators that ran one.
func (m *leakgateMender) testOf(header, rest []byte) string {
	if _, label, labelled := bytes.Cut(header, []byte(leakgateLabelKey)); labelled {
		label = bytes.TrimLeft(label, `": `)
		if end := bytes.IndexAny(label, `",}`); end >= 0 {
			label = label[:end]
		}
		return string(label)
	}
	for _, before := range []string{" in goroutine ", "\n[originating from goroutine "} {
		for text := rest; ; {
			_, after, found := bytes.Cut(text, []byte(before))
			if !found {
				break
			}
			end := bytes.IndexAny(after, "]\n")
			if id, err := strconv.ParseInt(string(after[:max(0, end)]), 10, 64); err == nil && m.tests[id] != "" {
				return m.tests[id]
			}
			text = after
		}
	}
	return ""
}

// header copies the header of a goroutine. Where it shows no label of a test it gets one, in the form of Go 1.26
// (`[select labels:{"test.name": "TestA"}]:`) or among the labels that it shows (1.27: `[select] {mine: x}:`).
func (m *leakgateMender) header(header []byte, test string) {
	label := strconv.QuoteToASCII(leakgateLabelKey) + ": " + strconv.QuoteToASCII(test)
	at, text := bytes.LastIndex(header, []byte("]:")), ` labels:{`+label+`}`
	for _, before := range []string{" labels:{", "] {"} {
		if labels := bytes.Index(header, []byte(before)); labels >= 0 {
			at, text = labels+len(before), label+", "
			break
		}
	}
	if test == "" || at < 0 || bytes.Contains(header, []byte(leakgateLabelKey)) {
		m.out = append(m.out, header...)
		return
	}
	m.out = append(m.out, header[:at]...)
	m.out = append(m.out, text...)
	m.out = append(m.out, header[at:]...)
}
