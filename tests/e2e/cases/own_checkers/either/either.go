// Package either is like conn, but its test may have come by two lines: none is named.
package either

type Conn struct{ done chan int }

func New() *Conn {
	c := &Conn{make(chan int)}
	go c.run() // leak: chan receive test=TestEither fix="call (*Conn).Close (either/either.go:12), which closes c.done, in t.Cleanup"
	return c
}

func (c *Conn) Close() { close(c.done) }

func (c *Conn) run() { <-c.done }
