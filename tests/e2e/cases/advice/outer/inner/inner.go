package inner

type Conn struct{ quit chan int }

func Dial() *Conn {
	c := &Conn{make(chan int)}
	go c.loop() // leak: chan receive rule=chan-closer test=TestTransport fix="t.Cleanup(func() { _ = s.Close() }) after outer/outer_test.go:6" why="Transport.Close (outer/outer.go:11) calls (*Conn).Close, which closes c.quit"
	return c
}

func (c *Conn) Close() { close(c.quit) }

func (c *Conn) loop() { <-c.quit }
