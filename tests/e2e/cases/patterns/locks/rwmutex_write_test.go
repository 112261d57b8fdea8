package locks

import (
	"sync"
	"testing"
)

func TestRWMutexWriteLeak(t *testing.T) {
	mu := new(sync.RWMutex)
	mu.RLock()
	go mu.Lock() // leak: sync.RWMutex.Lock rule=rwmutex-write
}

func TestRWMutexWriteClean(t *testing.T) {
	mu := new(sync.RWMutex)
	mu.RLock()
	defer mu.RUnlock()
	go mu.Lock()
}
