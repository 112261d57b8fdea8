package lockwait

import (
	"sync"
	"testing"
	"time"
)

// Workers that take a lock and then wait with it.
func TestShape(t *testing.T) {
	var mu sync.Mutex
	jobs := make(chan int)
	for range 3 {
		go func() {
			for {
				mu.Lock()
				select {
				case <-jobs:
				case <-time.After(4 * time.Millisecond):
				}
				mu.Unlock()
			}
		}()
	}
}
