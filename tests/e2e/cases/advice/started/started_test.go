// Package started has code that belongs into goroutines of a test.
package started

import (
	"net"
	"testing"
	"time"
)

func TestListensInAGoroutine(t *testing.T) {
	go func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		go l.Accept() // leak: IO wait fix="t.Cleanup(func() { _ = l.Close() }) after started/started_test.go:12, and let the test wait for that goroutine"
	}()
	time.Sleep(20 * time.Millisecond)
}

// The test waits for that one.
func TestListensAndWaits(t *testing.T) {
	done := make(chan bool)
	go func() {
		defer close(done)
		socket, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		go socket.Accept() // leak: IO wait fix="t.Cleanup(func() { _ = socket.Close() }) after started/started_test.go:26"
	}()
	<-done
}

type hub struct{ quit, never chan bool }

func (h *hub) run()   { <-h.quit }
func (h *hub) Close() { close(h.quit) }

func (h *hub) Serve() {
	go h.run() // leak: chan receive rule=chan-closer test=TestServes fix="t.Cleanup(func() { h.Close() }) before started/started_test.go:48"
	<-h.never
}

// Serve does not return: what stands behind it in that goroutine is never reached.
func TestServes(t *testing.T) {
	h := &hub{make(chan bool), make(chan bool)}
	go func() { // leak: chan receive
		h.Serve()
	}()
	time.Sleep(20 * time.Millisecond)
}
