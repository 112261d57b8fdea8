package owners

import (
	"io"

	"example.com/advice/owners/inner"
)

// Transport is what hides what there is.
type Transport interface {
	Send(v int)
	Close() error
}

type sender struct{ q *inner.Queue }

func (s *sender) Send(v int)   {}
func (s *sender) Close() error { s.q.Stop(); return nil }

func NewTransport() (Transport, error) { return &sender{inner.Hidden()}, nil }

// Init gives what ends it as a plain closer.
func Init() (io.Closer, error) { return &sender{inner.Global()}, nil }
