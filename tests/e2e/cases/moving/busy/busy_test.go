// Package busy has goroutines that run: one that never waits, and one that works at each tick.
package busy

import (
	"crypto/sha256"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

func TestSpin(t *testing.T) {
	var stop atomic.Bool
	go func() { // leak: running|runnable tier=growing rule=running
		for !stop.Load() {
			runtime.Gosched()
		}
	}()
}

// It costs a processor part of the time; what it waits for is the tick.
func TestWorkAtTicks(t *testing.T) {
	ticks := time.NewTicker(3 * time.Millisecond)
	buffer := make([]byte, 256<<10)
	go func() { // leak: chan receive tier=growing rule=ticker
		for range ticks.C {
			sum := sha256.Sum256(buffer)
			buffer[0] = sum[0]
		}
	}()
}
