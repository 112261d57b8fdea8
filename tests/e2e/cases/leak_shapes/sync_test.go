package shapes

import (
	"sync"
	"testing"
)

func TestMutex(t *testing.T) {
	t.Parallel()
	mu := new(sync.Mutex)
	mu.Lock()
	go func() { mu.Lock() }() // leak: sync.Mutex.Lock tier=proven
}

func TestRWMutexWrite(t *testing.T) {
	t.Parallel()
	mu := new(sync.RWMutex)
	mu.RLock()
	go func() { mu.Lock() }() // leak: sync.RWMutex.Lock tier=proven
}

func TestRWMutexRead(t *testing.T) {
	t.Parallel()
	mu := new(sync.RWMutex)
	mu.Lock()
	go func() { mu.RLock() }() // leak: sync.RWMutex.RLock tier=proven
}

func TestWaitGroup(t *testing.T) {
	t.Parallel()
	wg := new(sync.WaitGroup)
	wg.Add(1)
	go func() { wg.Wait() }() // leak: sync.WaitGroup.Wait|semacquire tier=proven
}

func TestCond(t *testing.T) {
	t.Parallel()
	cond := sync.NewCond(new(sync.Mutex))
	go func() { // leak: sync.Cond.Wait tier=proven
		cond.L.Lock()
		defer cond.L.Unlock()
		cond.Wait()
	}()
}

func TestOnce(t *testing.T) {
	t.Parallel()
	once := new(sync.Once)
	c := make(chan int)
	started := make(chan int)
	go func() { // leak: chan receive tier=proven
		once.Do(func() {
			close(started)
			<-c
		})
	}()
	<-started
	go once.Do(func() {}) // leak: sync.Mutex.Lock tier=proven
}
