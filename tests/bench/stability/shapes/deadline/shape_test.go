package deadline

import (
	"errors"
	"net"
	"os"
	"testing"
	"time"
)

var kept []net.Conn

// Reads with a deadline, again and again.
func TestShape(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	kept = append(kept, client, server)
	go func() {
		buffer := make([]byte, 100)
		for {
			_ = client.SetReadDeadline(time.Now().Add(15 * time.Millisecond))
			if _, err := client.Read(buffer); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
				return
			}
		}
	}()
}
