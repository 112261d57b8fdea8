package inlined

import (
	"testing"

	"example.com/test_lines/hub"
)

func TestPlain(t *testing.T) {
	_ = hub.New()
}

func TestClosure(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		t.Parallel()
		_ = hub.New()
	})
}

// short is inlined, and what it calls as well.
func short() *hub.Hub { return hub.New() }

func TestShort(t *testing.T) {
	t.Log("twice")
	_ = short()
}
