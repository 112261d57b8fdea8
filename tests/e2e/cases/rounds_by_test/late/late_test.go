// Package late has goroutines that end by themselves, only later than the gate waits.
package late

import (
	"testing"
	"time"
)

// Sleeps, looks, and is gone.
func TestSleepsAndLooks(t *testing.T) {
	closed := make(chan struct{})
	close(closed)
	go func() { // leak: sleep tier=ends-by-itself as=below_threshold
		for {
			time.Sleep(3 * time.Second)
			select {
			case <-closed:
				return
			default:
			}
		}
	}()
}

// Only a timer knows when.
func TestWaitsForATimer(t *testing.T) {
	go func() { // leak: chan receive tier=ends-by-itself as=below_threshold
		<-time.After(4 * time.Second)
	}()
}

// Never ends: it stands beside them and is not taken for one of them.
func TestStays(t *testing.T) {
	go func() { // leak: sleep tier=growing
		for {
			time.Sleep(time.Hour)
		}
	}()
}
