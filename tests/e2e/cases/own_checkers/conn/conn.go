// Package conn has what a test starts by one call, in a process that keeps no ancestors: the line of the test is read out of the source.
package conn

type Conn struct{ in, out, done chan int }

func New() *Conn {
	c := &Conn{make(chan int), make(chan int), make(chan int)}
	c.start()
	return c
}

func (c *Conn) start() {
	go c.read()  // leak: select test=TestOne leakers="TestOne:1 TestSubs/b_c:1 TestTwo:2" lines="conn/conn_test.go:14 conn/conn_test.go:25 conn/conn_test.go:30" cause=- fix="t.Cleanup(func() { c.Close() }) after conn/conn_test.go:14, also at conn/conn_test.go:25; t.Cleanup(func() { a.Close() }) after conn/conn_test.go:30; t.Cleanup(func() { b.Close() }) after conn/conn_test.go:31" count=4
	go c.write() // leak: select test=TestOne leakers="TestOne:1 TestSubs/b_c:1 TestTwo:2" cause=conn/conn.go:13 count=4
}

func (c *Conn) Close() { close(c.done) }

func (c *Conn) read() {
	for {
		select {
		case <-c.in:
		case <-c.done:
			return
		}
	}
}

func (c *Conn) write() {
	for {
		select {
		case c.out <- 1:
		case <-c.done:
			return
		}
	}
}
