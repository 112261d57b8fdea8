package testing

import (
	"bytes"
	"strconv"
	"strings"
)

// The frames of `[originating from goroutine N]` blocks are printed for the return address of each call
// (printAncestorTraceback in runtime/traceback.go): the line is often that of the next statement, and in place of a
// function into which the callee was inlined the callee stands twice. They are printed again here for the call itself,
// so that the test function and its line are there.

var leakgateAncestorHeader = []byte("\n[originating from goroutine ")

// leakgateMender rewrites the dump of what is left.
type leakgateMender struct {
	tests   map[int64]string // goroutine of a test -> its name
	symbols *leakgateSymbols
	known   map[string]string // frames of an ancestor -> the same mended
	out     []byte
}

// leakgateMend returns the dump with the right function, file and line in each frame of an ancestor, and with the
// label of the test in headers that do not show it. What it is not sure of stays as Go printed it.
func leakgateMend(dump []byte, tests map[int64]string) []byte {
	if len(dump) == 0 {
		return dump
	}
	m := leakgateMender{tests: tests, known: map[string]string{}, out: make([]byte, 0, len(dump)+len(dump)/4)}
	for {
		block, rest, more := bytes.Cut(dump, []byte("\n\n"))
		m.block(block)
		if !more {
			return m.out
		}
		m.out = append(m.out, "\n\n"...)
		dump = rest
	}
}

// block rewrites one goroutine.
func (m *leakgateMender) block(block []byte) {
	header, rest := block, []byte(nil)
	if end := bytes.IndexByte(block, '\n'); end >= 0 {
		header, rest = block[:end], block[end:]
	}
	test := m.testOf(header, rest)
	m.header(header, test)
	top, _, _ := strings.Cut(test, "/")
	for {
		start := bytes.Index(rest, leakgateAncestorHeader)
		if start < 0 {
			break
		}
		start++
		if end := bytes.IndexByte(rest[start:], '\n'); end >= 0 {
			start += end + 1
		} else {
			start = len(rest)
		}
		m.out = append(m.out, rest[:start]...)
		rest = rest[start:]
		body := rest
		if end := bytes.Index(rest, leakgateAncestorHeader); end >= 0 {
			body = rest[:end]
		}
		m.out = append(m.out, m.body(string(body), top)...)
		rest = rest[len(body):]
	}
	m.out = append(m.out, rest...)
}

// body mends the frames of one ancestor.
func (m *leakgateMender) body(body, test string) string {
	key := test + "\n" + body
	mended, done := m.known[key]
	if !done {
		if m.symbols == nil {
			m.symbols = leakgateReadSymbols()
		}
		mended = leakgateMendBody(body, test, m.symbols)
		m.known[key] = mended
	}
	return mended
}

// leakgateFrame is `NAME(...)`, `\tFILE:LINE +0xOFFSET`. The offset counts from the entry of the function that NAME is
// inlined into, if it is.
type leakgateFrame struct {
	name, file   string
	line, offset int
}

func leakgateParseFrame(function, place string) (frame leakgateFrame, ok bool) {
	name, isFrame := strings.CutSuffix(function, "(...)")
	position, offset, hasOffset := strings.Cut(strings.TrimPrefix(place, "\t"), " +0x")
	colon := strings.LastIndexByte(position, ':')
	if !isFrame || !hasOffset || colon < 0 {
		return frame, false
	}
	line, err := strconv.Atoi(position[colon+1:])
	if err != nil {
		return frame, false
	}
	distance, err := strconv.ParseInt(offset, 16, 32)
	return leakgateFrame{name, position[:colon], line, int(distance)}, err == nil
}

func leakgateMendBody(body, test string, symbols *leakgateSymbols) string {
	lines := strings.Split(body, "\n")
	var inner leakgateFrame
	for i := 0; i+1 < len(lines); i++ {
		frame, ok := leakgateParseFrame(lines[i], lines[i+1])
		if !ok {
			continue
		}
		twice := frame.name == inner.name && frame.file == inner.file && frame.line == inner.line && frame.offset != inner.offset
		inner = frame
		if call, found := symbols.call(frame, test, twice); found {
			lines[i] = call.name + "(...)"
			lines[i+1] = "\t" + call.file + ":" + strconv.Itoa(call.line) +
				" +0x" + strconv.FormatInt(int64(call.offset), 16)
		}
		i++
	}
	return strings.Join(lines, "\n")
}
