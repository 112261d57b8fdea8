package sums

import (
	"fmt"
	"testing"
)

func TestSums(t *testing.T) {
	t.Log("nothing.go:3 is only named")
	fmt.Println("sums_test.go:1: printed")
	t.Run("small", func(t *testing.T) {
		t.Log("first")
		t.Errorf("expected 5, got %d", 2+2)
		t.Log("after")
	})
	t.Run("big", func(t *testing.T) { t.Fatal("too big") })
}
