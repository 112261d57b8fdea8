package network

import (
	"io"
	"net"
	"testing"
)

// connect gives both ends of a connection.
func connect(t *testing.T) (client, server net.Conn) {
	listener := listen(t)
	defer listener.Close()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err = listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	return client, server
}

// Without this a collection closes the other end, and the reader ends.
var open []io.Closer

func TestConnectionReadLeak(t *testing.T) {
	client, server := connect(t)
	go io.Copy(io.Discard, server) // leak: IO wait rule=connection-read
	open = append(open, client)
}

func TestConnectionReadClean(t *testing.T) {
	client, server := connect(t)
	defer client.Close()
	defer server.Close()
	go io.Copy(io.Discard, server)
}
