package main

// cleanControls are the simple leaks, repaired: whatever is reported here is false.
const cleanControls = `package clean

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

func TestBufferedSend(t *testing.T) {
	t.Parallel()
	c := make(chan int, 1)
	go func() { c <- 1 }()
}

func TestEarlyReturn(t *testing.T) {
	t.Parallel()
	c := make(chan error, 1)
	go func() { c <- errors.New("late") }()
	if time.Now().IsZero() {
		<-c
	}
}

func TestNCast(t *testing.T) {
	t.Parallel()
	c := make(chan int, 100)
	for i := range 100 {
		go func() { c <- i }()
	}
	<-c
}

func TestRangeClosed(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range c {
			}
		}()
	}
	for i := range 10 {
		c <- i
	}
	close(c)
	wg.Wait()
}

func TestStopped(t *testing.T) {
	t.Parallel()
	work, stop := make(chan int), make(chan struct{})
	go func() {
		for {
			select {
			case <-work:
			case <-stop:
				return
			}
		}
	}()
	work <- 1
	close(stop)
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	for range 100 {
		c := make(chan int, 1)
		go func() { c <- 1 }()
		select {
		case <-c:
		case <-ctx.Done():
		}
	}
}

func TestMutex(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	mu.Lock()
	for range 10 {
		go func() {
			mu.Lock()
			defer mu.Unlock()
		}()
	}
	time.Sleep(time.Millisecond)
	mu.Unlock()
}

func TestRWMutex(t *testing.T) {
	t.Parallel()
	var mu sync.RWMutex
	for i := range 10 {
		go func() {
			if i%2 == 0 {
				mu.Lock()
				defer mu.Unlock()
			} else {
				mu.RLock()
				defer mu.RUnlock()
			}
			time.Sleep(time.Millisecond)
		}()
	}
}

func TestCond(t *testing.T) {
	t.Parallel()
	cond, ready := sync.NewCond(new(sync.Mutex)), false
	for range 5 {
		go func() {
			cond.L.Lock()
			defer cond.L.Unlock()
			for !ready {
				cond.Wait()
			}
		}()
	}
	time.Sleep(time.Millisecond)
	cond.L.Lock()
	ready = true
	cond.L.Unlock()
	cond.Broadcast()
}

func TestOrderedLocks(t *testing.T) {
	t.Parallel()
	var a, b sync.Mutex
	for range 20 {
		go func() {
			a.Lock()
			defer a.Unlock()
			b.Lock()
			defer b.Unlock()
		}()
	}
}

func TestWaitGroup(t *testing.T) {
	t.Parallel()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { wg.Wait() }()
	go wg.Done()
}

func TestChain(t *testing.T) {
	t.Parallel()
	var chain func(int, chan struct{})
	chain = func(i int, c chan struct{}) {
		if i > 0 {
			next := make(chan struct{})
			go chain(i-1, next)
			<-next
		}
		c <- struct{}{}
	}
	go chain(500, make(chan struct{}, 1))
}

func TestEndsLater(t *testing.T) {
	t.Parallel()
	go time.Sleep(500 * time.Millisecond)
}
`
