package condtimeout

import (
	"sync"
	"testing"
	"time"
)

// Waits on a condition that a timer signals, and looks whether it came true.
func TestShape(t *testing.T) {
	var mu sync.Mutex
	ready := false
	cond := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		defer mu.Unlock()
		for !ready {
			timer := time.AfterFunc(12*time.Millisecond, cond.Broadcast)
			cond.Wait()
			timer.Stop()
		}
	}()
}
