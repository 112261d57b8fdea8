// Package closers has goroutines that several calls of a test start and one Close ends.
package closers

type Conn struct{ exit, done chan int }

func New() *Conn {
	c := &Conn{make(chan int), make(chan int)}
	go c.write() // leak: chan receive test=TestSession leakers="TestSession:1 TestWriter:1" count=2 cause=-
	return c
}

func (c *Conn) Close() {
	close(c.exit)
	close(c.done)
}

func (c *Conn) write() { <-c.exit }

// Session is ended by the Close of its connection.
func (c *Conn) Session() {
	go c.mux() // leak: chan receive test=TestSession cause=closers/closers.go:8
}

func (c *Conn) mux() {
	select {
	case <-c.done:
	}
}

// Feed has a Close of its own.
type Feed struct{ done chan int }

func NewFeed() *Feed {
	f := &Feed{make(chan int)}
	go f.run() // leak: chan receive test=TestSession cause=-
	return f
}

func (f *Feed) Close() { close(f.done) }

func (f *Feed) run() { <-f.done }
