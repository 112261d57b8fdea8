package lines

import (
	"net"
	"testing"
)

type listener struct{ conns chan int }

func (l *listener) accept() int {
	return <-l.conns
}

func TestFirst(t *testing.T) {
	l := &listener{make(chan int)}
	go func() { l.accept() }() // leak: chan receive cause=-
}

func TestSecond(t *testing.T) {
	l := &listener{make(chan int)}
	go func() { l.accept() }() // leak: chan receive cause=lines/lines_test.go:16
}

func TestThird(t *testing.T) {
	l := &listener{make(chan int)}
	go serve(l) // leak: chan receive cause=lines/lines_test.go:16
}

func serve(l *listener) { l.accept() }

// A function that waits for whatever it is given says nothing about what that is.
func take(values chan int) int { return <-values }

func TestLeft(t *testing.T) {
	values := make(chan int)
	go func() { take(values) }() // leak: chan receive cause=-
}

func TestRight(t *testing.T) {
	values := make(chan int)
	go func() { take(values) }() // leak: chan receive cause=-
}

// What two owners read from is one wrapper, and each of them has a Close of its own: neither goes with the other.
type wrapper struct{ net.PacketConn }

func (w *wrapper) ReadFrom(into []byte) (int, net.Addr, error) {
	return w.PacketConn.ReadFrom(into)
}

func open(t *testing.T) *wrapper {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return &wrapper{conn}
}

type server struct{ conn *wrapper }

func serveOn(conn *wrapper) *server {
	s := &server{conn}
	go s.serve() // leak: IO wait test=TestServes cause=-
	return s
}

func (s *server) Close() error { return s.conn.Close() }

func (s *server) serve() {
	for {
		if _, _, err := s.conn.ReadFrom(make([]byte, 1)); err != nil {
			return
		}
	}
}

type client struct{ conn *wrapper }

func dial(conn *wrapper) *client {
	c := &client{conn}
	go c.receive() // leak: IO wait test=TestDials cause=-
	return c
}

func (c *client) Close() error { return c.conn.Close() }

func (c *client) receive() {
	for {
		if _, _, err := c.conn.ReadFrom(make([]byte, 1)); err != nil {
			return
		}
	}
}

func TestServes(t *testing.T) {
	s := serveOn(open(t))
	_ = s
}

func TestDials(t *testing.T) {
	c := dial(open(t))
	_ = c
}

// One function sends for all that start it: the room that its channel gets is for all of them.
type hub struct{ out chan int }

func (h *hub) queue(value int) { h.out <- value }
func (h *hub) post()           { go h.queue(1) } // leak: chan send test=TestPosts cause=-
func (h *hub) reply()          { go h.queue(2) } // leak: chan send test=TestReplies cause=lines/lines_test.go:109

func newHub() *hub { return &hub{make(chan int)} }

func TestPosts(t *testing.T) { newHub().post() }

func TestReplies(t *testing.T) { newHub().reply() }
