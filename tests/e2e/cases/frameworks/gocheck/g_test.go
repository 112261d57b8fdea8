package gocheck

import (
	"testing"

	"example.com/frameworks/hub"
	"gopkg.in/check.v1"
)

func Test(t *testing.T) { check.TestingT(t) }

type S struct{}

var _ = check.Suite(&S{})

func (s *S) TestC(c *check.C) {
	hub.Start()
}
