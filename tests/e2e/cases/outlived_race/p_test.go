package p

import (
	"testing"
	"time"
)

// Writers that nobody waits for meet after the last test: without the gate the process has
// ended by then, though the race detector keeps it alive for a second.
func TestWriters(t *testing.T) {
	counts := make([]int, 1)
	for range 2 {
		go func() {
			time.Sleep(1500 * time.Millisecond)
			for range 50 {
				counts[0]++
				time.Sleep(time.Millisecond)
			}
		}()
	}
}

func TestClean(t *testing.T) {}
