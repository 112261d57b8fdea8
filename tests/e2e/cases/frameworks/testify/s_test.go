package testify

import (
	"testing"

	"example.com/frameworks/hub"
	"github.com/stretchr/testify/suite"
)

type S struct{ suite.Suite }

func (s *S) SetupSuite() {
	hub.Start()
}

func (s *S) TestC() {
	hub.Start()
}

func (s *S) TestD() {
	s.Run("sub", func() {
		hub.Start()
	})
}

func TestSuite(t *testing.T) {
	suite.Run(t, new(S))
}

func leakA(t *testing.T) {
	hub.Start()
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name string
		fn   func(*testing.T)
	}{{"a", leakA}} {
		t.Run(c.name, c.fn)
	}
}
