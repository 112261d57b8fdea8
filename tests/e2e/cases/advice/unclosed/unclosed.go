// Package unclosed waits at channels that nothing closes, or that are closed where it is not to be seen.
package unclosed

import (
	"sync"
	"time"
)

// Server closes by way of a map of package sync.
type Server struct {
	stops sync.Map // string → chan struct{}
}

func (s *Server) Open(id string) {
	stop := make(chan struct{})
	s.stops.Store(id, stop)
	s.pump(stop)
}

func (s *Server) pump(stop <-chan struct{}) {
	messages := make(chan int)
	go func() { // leak: select test=TestOpen fix="close it, or call the Close or Stop that does, in t.Cleanup"
		for {
			select {
			case <-messages:
			case <-stop:
				return
			}
		}
	}()
}

func (s *Server) Close(id string) {
	if stop, ok := s.stops.LoadAndDelete(id); ok {
		close(stop.(chan struct{}))
	}
}

// Hub has goroutines that send on its channel.
type Hub struct{ sent chan int }

func NewHub() *Hub {
	h := &Hub{make(chan int)}
	go h.run() // leak: chan receive test=TestHub fix="nothing in its package closes h.sent of (*Hub).run: a close would make the goroutines panic that send on it (unclosed/unclosed.go:53), so select on a done channel beside the receive and beside that send, and close that one in a Close or Stop of Hub that the test calls"
	return h
}

func (h *Hub) run() {
	for range h.sent {
	}
}

func (h *Hub) queue(n int) { h.sent <- n }

func (h *Hub) Queue(n int) { go h.queue(n) }

// Log is sent to by its callers alone.
type Log struct{ lines chan string }

func NewLog() *Log {
	l := &Log{make(chan string)}
	go l.run() // leak: chan receive test=TestLog fix="nothing in its package closes l.lines of (*Log).run: close it in a Close or Stop of Log that the test calls"
	return l
}

func (l *Log) run() {
	for range l.lines {
	}
}

func (l *Log) Print(line string) { l.lines <- line }

// Periodic works until its channel is closed.
func Periodic(quit <-chan struct{}) {
	for {
		select {
		case <-time.After(time.Hour):
		case <-quit:
			return
		}
	}
}
