package p

import (
	"os"
	"testing"
)

func TestGodebug(t *testing.T) {
	if got := os.Getenv("GODEBUG"); got != "http2client=0,panicnil=1" {
		t.Fatalf("GODEBUG is %q", got)
	}
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("panicnil=1 is not in force: %v", r)
		}
	}()
	go func() { select {} }() // leak: select (no cases)
	panic(nil)
}
