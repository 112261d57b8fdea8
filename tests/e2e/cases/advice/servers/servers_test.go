package servers

import (
	"testing"
	"time"
)

func TestKept(t *testing.T) {
	go ListenAndServe() // leak: IO wait rule=accept-loop test=TestKept fix="in place of ListenAndServe make the Server in the test (NewServer), let the goroutine call its ListenAndServe, and call its Close in t.Cleanup"
	time.Sleep(20 * time.Millisecond)
}

// What the test holds it can close.
func TestHeld(t *testing.T) {
	h := hidden{NewServer()}
	go h.serve() // leak: IO wait rule=accept-loop test=TestHeld fix="call (*Server).Close (servers/servers.go:38), which closes"
	time.Sleep(20 * time.Millisecond)
}
