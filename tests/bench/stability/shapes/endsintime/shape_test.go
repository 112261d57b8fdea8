package endsintime

import (
	"testing"
	"time"
)

// Twins: loops that are told to stop, or see it by themselves, while the gate waits. No findings.
func TestStopped(t *testing.T) {
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
}

func TestGivesUp(t *testing.T) {
	go func() {
		for range 40 {
			time.Sleep(10 * time.Millisecond)
		}
	}()
}
