package retry

import (
	"net"
	"testing"
	"time"
)

// Dials a port where nobody listens, with pauses that double for ever.
func TestShape(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	go func() {
		for pause := 2 * time.Millisecond; ; pause *= 2 {
			if _, err := net.Dial("tcp", address); err == nil {
				return
			}
			time.Sleep(pause)
		}
	}()
}
