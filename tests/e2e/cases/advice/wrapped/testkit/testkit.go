// Package testkit wraps what the standard library starts.
package testkit

import (
	"net/http/httptest"
	"time"
)

// Server is stopped by its Stop.
type Server struct{ server *httptest.Server }

func NewServer() *Server { return &Server{httptest.NewUnstartedServer(nil)} }

func (s *Server) Start() { s.server.Start() }
func (s *Server) Stop()  { s.server.Close() }

// Refresh has nothing that could end it.
func Refresh() {
	go refresh() // leak: sleep rule=sleep-loop test=TestRefresh fix="give refresh a done channel or a context, select on that and a timer in place of the sleep (wrapped/testkit/testkit.go:24), return there, and end it in t.Cleanup"
}

func refresh() {
	for {
		time.Sleep(time.Hour)
	}
}
