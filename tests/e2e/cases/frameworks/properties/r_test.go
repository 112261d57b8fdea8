package properties

import (
	"testing"

	"example.com/frameworks/hub"
	"pgregory.net/rapid"
)

func prop(t *rapid.T) {
	rapid.Int().Draw(t, "n")
	hub.Start()
}

func TestProp(t *testing.T) {
	rapid.Check(t, prop)
}
