package network

import (
	"net"
	"testing"
)

// hold keeps the descriptor of a connection to itself until it is released.
func hold(t *testing.T, conn net.Conn, release chan struct{}) {
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	held := make(chan struct{})
	go raw.Read(func(uintptr) bool { // leak: chan receive rule=chan-receive test=TestDescriptorTurnLeak leakers="TestDescriptorTurnLeak:1 TestFileCloseLeak:1" count=2
		close(held)
		<-release
		return true
	})
	<-held
}

func read(conn net.Conn) { conn.Read(make([]byte, 1)) }

func TestDescriptorTurnLeak(t *testing.T) {
	client, _ := connect(t)
	hold(t, client, make(chan struct{}))
	go read(client) // leak: semacquire rule=descriptor-turn
}

func TestDescriptorTurnClean(t *testing.T) {
	client, server := connect(t)
	defer client.Close()
	defer server.Close()
	release := make(chan struct{})
	defer close(release)
	hold(t, client, release)
	go read(client)
}

func TestFileCloseLeak(t *testing.T) {
	client, _ := connect(t)
	hold(t, client, make(chan struct{}))
	go client.Close() // leak: semacquire rule=file-close
}

func TestFileCloseClean(t *testing.T) {
	client, server := connect(t)
	defer server.Close()
	release := make(chan struct{})
	defer close(release)
	hold(t, client, release)
	go client.Close()
}
