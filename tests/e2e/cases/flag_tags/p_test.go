//go:build integration

package p

import "testing"

func TestIntegration(t *testing.T) {
	if !testing.Short() || !testing.Verbose() {
		t.Fatal("flags are lost")
	}
	go func() { select {} }() // leak: select (no cases)
}
