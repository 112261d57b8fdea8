// Package closers has goroutines that several calls of a test start and one Close ends.
package closers

import "net"

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
	go c.mux() // leak: chan receive test=TestSession cause=closers/closers.go:10
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

// Server has loops that two calls of a test start and one Close ends, each in a way of its own.
type Server struct {
	listener net.Listener
	quit     chan int
}

func Listen(on net.Listener) *Server {
	s := &Server{on, make(chan int)}
	go s.accept() // leak: IO wait test=TestServer cause=closers/closers.go:59
	return s
}

// Beat is ended by Close too, which sets nothing else.
func (s *Server) Beat() {
	go s.beat() // leak: chan receive test=TestServer cause=- fix="t.Cleanup(func() { _ = s.Close() })"
}

func (s *Server) Close() error {
	s.end()
	return s.listener.Close()
}

func (s *Server) end() { close(s.quit) }

func (s *Server) accept() {
	for {
		if _, err := s.listener.Accept(); err != nil {
			return
		}
	}
}

func (s *Server) beat() { <-s.quit }
