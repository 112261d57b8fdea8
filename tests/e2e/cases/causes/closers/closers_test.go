package closers

import (
	"net"
	"testing"
)

func TestSession(t *testing.T) {
	c := New()
	c.Session()
	NewFeed()
}

func TestWriter(t *testing.T) { New() }

func TestServer(t *testing.T) {
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := Listen(on)
	s.Beat()
}
