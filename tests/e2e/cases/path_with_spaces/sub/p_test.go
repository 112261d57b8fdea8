package p

import "testing"

func TestLeaks(t *testing.T) {
	go func() { select {} }() // leak: select (no cases) at=sub/p_test.go:6
}
