package locks

import (
	"sync"
	"testing"
)

func TestRWMutexReadLeak(t *testing.T) {
	mu := new(sync.RWMutex)
	mu.Lock()
	go mu.RLock() // leak: sync.RWMutex.RLock rule=rwmutex-read
}

func TestRWMutexReadClean(t *testing.T) {
	mu := new(sync.RWMutex)
	mu.Lock()
	defer mu.Unlock()
	go mu.RLock()
}
