package suites

import (
	"testing"

	"example.com/test_lines/hub"
	"example.com/test_lines/internal/suite"
)

// Pointer is a suite as testify has them.
type Pointer struct{}

func (p *Pointer) TestC(t *testing.T) {
	hub.Start()
}

func (p *Pointer) TestD(t *testing.T) {
	t.Run("deep", func(*testing.T) {
		hub.Start()
	})
}

// value is a suite as gRPC has them.
type value struct{ *testing.T }

func (value) TestE(t *testing.T) {
	hub.Start()
}

func TestSuite(t *testing.T) {
	suite.Run(t, &Pointer{})
}

func Test(t *testing.T) {
	suite.Run(t, value{})
}
