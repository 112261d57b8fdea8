package moving

import (
	"sync"
	"testing"
)

var mu sync.Mutex

// In the first round it waits for the answer, in the next ones for the lock: one leak that
// never looks the same twice.
func fetch() {
	go func() { // leak: chan receive tier=proven test=TestFetch
		mu.Lock()
		defer mu.Unlock()
		answer := make(chan int)
		<-answer
	}()
}

func TestFetch(t *testing.T) { fetch() }
