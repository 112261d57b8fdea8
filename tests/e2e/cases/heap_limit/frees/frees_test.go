package frees

import "testing"

var used int

func TestFrees(t *testing.T) {
	b := make([]byte, 64<<20)
	used = len(b)
}
