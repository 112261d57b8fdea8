package signals // leak: none rule=outlived count=0 test=- by=nowhere

import (
	"syscall"
	"testing"
	"time"
)

func TestKills(t *testing.T) {
	go func() {
		time.Sleep(100 * time.Millisecond)
		syscall.Kill(syscall.Getpid(), syscall.SIGTERM)
		select {} // the process ends by the signal, and not before it arrives
	}()
}
