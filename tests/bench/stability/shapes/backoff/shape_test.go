package backoff

import (
	"errors"
	"math/rand"
	"sync"
	"testing"
	"time"
)

var (
	mu    sync.Mutex
	tries int
)

func try() error {
	mu.Lock()
	defer mu.Unlock()
	tries++
	return errors.New("not yet")
}

// Polls with a pause that grows, up to a limit, and jitter.
func TestShape(t *testing.T) {
	go func() {
		for pause := time.Millisecond; try() != nil; pause = min(2*pause, 16*time.Millisecond) {
			time.Sleep(pause/2 + time.Duration(rand.Int63n(int64(pause))))
		}
	}()
}
