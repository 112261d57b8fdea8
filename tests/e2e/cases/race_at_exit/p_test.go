package p

import (
	"testing"
	"time"
)

// Writers that nobody waits for meet after the last test, but before the race detector lets the
// process end: it fails without the gate, too.
func TestWriters(t *testing.T) {
	counts := make([]int, 1)
	for range 2 {
		go func() {
			time.Sleep(300 * time.Millisecond)
			for range 50 {
				counts[0]++
				time.Sleep(time.Millisecond)
			}
		}()
	}
}

func TestClean(t *testing.T) {}
