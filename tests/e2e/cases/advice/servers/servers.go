// Package servers has functions that serve, of which some keep their server to themselves.
package servers

import (
	"context"
	"net"
	"sync"
)

// Server serves nothing.
type Server struct {
	mu sync.Mutex
	ln net.Listener
}

// NewServer makes one.
func NewServer() *Server { return &Server{} }

// ListenAndServe listens until Close.
func (s *Server) ListenAndServe() error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.ln = ln
	s.mu.Unlock()
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return err
		}
		conn.Close()
	}
}

// Close ends it.
func (s *Server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ln == nil {
		return nil
	}
	return s.ln.Close()
}

// ListenAndServe is for those who never end.
func ListenAndServe() error { return listen("tcp") }

func listen(string) error { return NewServer().ListenAndServe() }

// Until ends with its context.
func Until(ctx context.Context) error {
	s := NewServer()
	go func() {
		<-ctx.Done()
		s.Close()
	}()
	return s.ListenAndServe()
}

type hidden struct{ s *Server }

func (h hidden) serve() error { return h.s.ListenAndServe() }
