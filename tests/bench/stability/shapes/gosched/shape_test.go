package gosched

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// Spins, and is polite about it.
func TestShape(t *testing.T) {
	var stop atomic.Bool
	go func() {
		for !stop.Load() {
			runtime.Gosched()
		}
	}()
}
