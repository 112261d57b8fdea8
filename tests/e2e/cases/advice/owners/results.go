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

type sender struct{ end func() }

func (s *sender) Send(v int)   {}
func (s *sender) Close() error { s.end(); return nil }

func NewTransport() (Transport, error) { return &sender{inner.Hidden().Stop}, nil }

// Init gives what ends it as a plain closer.
func Init() (io.Closer, error) { return &sender{inner.Global().Stop}, nil }
