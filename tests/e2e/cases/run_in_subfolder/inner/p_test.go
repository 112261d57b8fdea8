package inner

import "testing"

func TestLeaks(t *testing.T) {
	go func() { select {} }() // leak: select (no cases) at=inner/p_test.go:6
}
