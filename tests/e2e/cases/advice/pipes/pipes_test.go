package pipes

import (
	"io"
	"net"
	"net/http"
	"testing"
)

type peer struct{ conn net.Conn }

func (p *peer) loop() error {
	for {
		if _, err := io.ReadFull(p.conn, make([]byte, 2)); err != nil {
			return err
		}
	}
}

func newPeers() (server, client *peer) {
	a, b := net.Pipe()
	return &peer{a}, &peer{b}
}

// Nobody knows here which end it is: the words must fit a helper that hands its ends on.
func TestPeers(t *testing.T) {
	server, client := newPeers()
	go server.loop() // leak: select rule=net-pipe fix="not by defer in a helper that hands the ends on"
	_ = client
}

func drain(c net.Conn) { io.Copy(io.Discard, c) }

// The helper has the test's t, and its Cleanup runs when the test is over.
func newPipe(t *testing.T) net.Conn {
	a, b := net.Pipe()
	go drain(a) // leak: select rule=net-pipe test=TestHelper leakers="TestHelper:1 TestTwo:1" count=2 fix="t.Cleanup(func() { _ = a.Close() }) after pipes/pipes_test.go:36"
	return b
}

func TestHelper(t *testing.T) { newPipe(t) }
func TestTwo(t *testing.T)    { newPipe(t) }

type server struct{}

func (server) Serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		conn.Close()
	}
}

func TestServe(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server{}.Serve(l) // leak: IO wait rule=accept-loop cause=- fix="t.Cleanup(func() { _ = l.Close() }) after pipes/pipes_test.go:57"
}

// Another test, another listener: told with it, and not said to go with it.
func TestServeToo(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go (&server{}).Serve(listener) // leak: IO wait rule=accept-loop fix="t.Cleanup(func() { _ = listener.Close() }) after pipes/pipes_test.go:66"
}

func TestServeHTTP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(l, nil) // leak: IO wait rule=http-serve fix="t.Cleanup(func() { _ = l.Close() }) after pipes/pipes_test.go:74"
}
