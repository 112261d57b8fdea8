package network

import (
	"net"
	"testing"
)

func listen(t *testing.T) net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}

func TestAcceptLoopLeak(t *testing.T) {
	listener := listen(t)
	go accept(listener) // leak: IO wait rule=accept-loop
}

func TestAcceptLoopClean(t *testing.T) {
	listener := listen(t)
	defer listener.Close()
	go accept(listener)
}
