package exits

import (
	"os"
	"testing"
	"time"
)

func TestExitsLate(t *testing.T) {
	go func() { // leak: runnable|running rule=outlived count=0 at=exits/exits_test.go:10
		time.Sleep(100 * time.Millisecond)
		os.Exit(3)
	}()
}
