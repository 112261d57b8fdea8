package leaves // leak: none rule=outlived count=0 test=- by=nowhere

import (
	"syscall"
	"testing"
	"time"
)

func TestLeaves(t *testing.T) {
	go func() {
		time.Sleep(100 * time.Millisecond)
		syscall.Exit(7)
	}()
}
