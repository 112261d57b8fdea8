package names

import (
	"os"
	"testing"
	"time"
)

// Leaks nothing, and is called as a test of package rounds that does: where it runs a
// second time the process ends, and nothing of this package is confirmed.
func TestPoll(t *testing.T) {
	t.Cleanup(func() {
		if polled++; polled > 1 {
			os.Exit(3)
		}
	})
}

var polled int

func TestNames(t *testing.T) {
	go func() { // leak: sleep tier=growing
		for {
			time.Sleep(time.Hour)
		}
	}()
}
