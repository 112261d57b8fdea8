package library

import (
	"io"
	"net"
	"testing"

	"github.com/hashicorp/yamux"
)

func connect(t *testing.T) (near, far net.Conn) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if near, err = net.Dial("tcp", listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if far, err = listener.Accept(); err != nil {
		t.Fatal(err)
	}
	return near, far
}

// Without this a collection closes the other end, and the reader ends.
var open []io.Closer

func session(t *testing.T, conn net.Conn) *yamux.Session {
	config := yamux.DefaultConfig()
	config.EnableKeepAlive = false
	session, err := yamux.Client(conn, config)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func TestLibraryIOAndCallLeak(t *testing.T) {
	near, far := connect(t)
	open = append(open, far)
	session := session(t, near) // leak: IO wait by=at rule=library-io // leak: select by=at rule=library-wait
	go func() {                 // leak: select rule=library-call
		session.Accept()
	}()
}

func TestLibraryIOAndCallClean(t *testing.T) {
	near, far := connect(t)
	defer far.Close()
	session := session(t, near)
	go func() {
		session.Accept()
	}()
	session.Close()
}
