// Package owners has what a strict reader met: the Close of what a test made, which nobody can follow to what it ends.
package owners

import (
	"context"
	"time"

	"example.com/advice/owners/inner"
)

// Client keeps what ends its queue: what a function value calls nobody follows.
type Client struct{ end func() }

func NewClient() *Client { return &Client{inner.New().Stop} }

// Close ends it.
func (c *Client) Close() { c.end() }

// Forgetful has a Close that does not end what it made.
type Forgetful struct{ q *inner.Queue }

func NewForgetful() *Forgetful { return &Forgetful{inner.Forgotten()} }

// Close forgets the queue.
func (f *Forgetful) Close() {}

// Server has a Close that does not end what it starts.
type Server struct{ closed bool }

func (s *Server) Start(ctx context.Context) {
	go s.watch(ctx) // leak: select test=TestServer fix="let (*Server).Start make the context by context.WithCancel of the one that it is given, and (*Server).Close (owners/owners.go:47) call the cancel" why="which is called at owners/owners_test.go:27, does not end it"
}

func (s *Server) watch(ctx context.Context) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// Close has no cancel.
func (s *Server) Close() { s.closed = true }

// StartServer is a helper of many packages.
func StartServer() *Server {
	s := &Server{}
	s.Start(context.Background())
	return s
}

// Idle has a Close, and nothing closes what its goroutine waits for.
type Idle struct{ quit chan struct{} }

func NewIdle() *Idle {
	i := &Idle{make(chan struct{})}
	go func() { // leak: chan receive test=TestIdle fix="close the channel when the last value was sent"
		<-i.quit
	}()
	return i
}

// Close has nothing to do with it.
func (i *Idle) Close() {}
