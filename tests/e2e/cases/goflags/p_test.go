//go:build integration

package p

import "testing"

var stamp = "none"

func TestFlags(t *testing.T) {
	if stamp != "stamped" {
		t.Fatalf("-ldflags are lost: %q", stamp)
	}
	go func() { select {} }() // leak: select (no cases)
}
