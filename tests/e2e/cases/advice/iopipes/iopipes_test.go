package iopipes

import (
	"bufio"
	"io"
	"testing"
)

// The helper has the test's t, and hands back no more than a writer, which has no Close.
func newLog(t *testing.T) io.Writer {
	r, w := io.Pipe()
	go func() { // leak: select rule=io-pipe-read test=TestLog fix="t.Cleanup(func() { _ = w.Close() }) after iopipes/iopipes_test.go:11"
		lines := bufio.NewReader(r)
		for {
			line, _, err := lines.ReadLine()
			if err != nil {
				return
			}
			io.Discard.Write(line)
		}
	}()
	return w
}

func TestLog(t *testing.T) { io.WriteString(newLog(t), "a\n") }

type copier struct{ from io.Reader }

func (c *copier) run(to io.Writer) { io.Copy(to, c.from) }

func start(from io.Reader) *copier {
	c := &copier{from: from}
	go c.run(io.Discard) // leak: select rule=io-pipe-read test=TestField fix="t.Cleanup(func() { _ = in.Close() }) after iopipes/iopipes_test.go:38"
	return c
}

func TestField(t *testing.T) {
	out, in := io.Pipe()
	start(out)
	io.WriteString(in, "a")
}

func pour(to io.Writer) { to.Write(make([]byte, 9)) }

// The one who writes is let go by the end that is read.
func TestWriter(t *testing.T) {
	r, w := io.Pipe()
	go pour(w) // leak: select rule=io-pipe-write test=TestWriter fix="t.Cleanup(func() { _ = r.Close() }) after iopipes/iopipes_test.go:47"
	r.Read(make([]byte, 1))
}

// Library code alone is on the stack.
func TestNoFrame(t *testing.T) {
	r, w := io.Pipe()
	go io.Copy(io.Discard, r) // leak: select rule=io-pipe-read test=TestNoFrame fix="t.Cleanup(func() { _ = w.Close() }) after iopipes/iopipes_test.go:54"
	io.WriteString(w, "a")
}

func drain(r io.Reader) { io.ReadAll(r) }

// Who holds the other end closes it, on some path: nothing is added to that.
func TestSometimes(t *testing.T) {
	r, w := io.Pipe()
	go drain(r) // leak: select rule=io-pipe-read test=TestSometimes fix="defer w.Close() in the goroutine that writes"
	if _, err := io.WriteString(w, "a"); err != nil {
		w.Close()
	}
}
