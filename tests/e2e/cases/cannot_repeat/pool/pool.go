// Package pool has workers that nobody can stop.
package pool

import (
	"sync"
	"time"
)

var (
	mu      sync.Mutex
	current chan int
	once    sync.Once
)

// all keeps every channel in reach, so that nobody can prove that nobody sends.
var all []chan int

func work(in chan int) {
	mu.Lock()
	all = append(all, in)
	mu.Unlock()
	for range in {
	}
}

// Shared starts a worker for the whole process when it is called first.
func Shared() chan int {
	mu.Lock()
	defer mu.Unlock()
	if current == nil {
		current = make(chan int)
		go work(current)
	}
	return current
}

// New starts a worker each time.
func New() chan int {
	in := make(chan int)
	go work(in)
	return in
}

// Once starts a worker for the whole process, which its source says.
func Once() {
	once.Do(func() {
		go work(make(chan int))
	})
}

// Resolver starts a worker for the whole process, whether or not its caller has a network.
func Resolver() {
	resolver.Do(func() {
		go work(make(chan int))
	})
}

var resolver sync.Once

// Poll asks until the channel is closed, and then says goodbye.
func Poll() chan int {
	stop := make(chan int)
	go poll(stop)
	return stop
}

func poll(stop chan int) {
	mu.Lock()
	all = append(all, stop)
	mu.Unlock()
	for {
		select {
		case <-stop:
			time.Sleep(time.Second)
			return
		case <-time.After(time.Minute):
		}
	}
}
