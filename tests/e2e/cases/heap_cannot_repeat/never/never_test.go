// Package never has nothing that can run again.
package never

import "testing"

var kept [][]byte

func TestOnce(t *testing.T) {
	if len(kept) > 0 {
		t.Fatal("it was here before")
	}
	for range 200 {
		kept = append(kept, make([]byte, 10_000))
	}
}
