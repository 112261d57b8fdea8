package network

import (
	"net"
	"testing"
)

// watch waits until the connection can be read, without reading.
func watch(conn net.Conn) {
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		panic(err)
	}
	raw.Read(func(uintptr) bool { return false })
}

func TestIOLeak(t *testing.T) {
	client, server := connect(t)
	go watch(client) // leak: IO wait rule=io
	open = append(open, client, server)
}

func TestIOClean(t *testing.T) {
	client, server := connect(t)
	defer client.Close()
	defer server.Close()
	go watch(client)
}
