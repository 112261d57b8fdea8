// Package once has one go statement that a singleton and a leak share.
package once

import (
	"sync"
	"testing"
)

var (
	once sync.Once
	all  []chan int
)

func worker(jobs <-chan int) {
	for range jobs {
	}
}

func newPool() {
	jobs := make(chan int)
	all = append(all, jobs)
	go worker(jobs) // leak: chan receive tier=growing test=TestPoolPerCall count=1 leakers="TestPoolPerCall:1 TestSingleton:1"
}

// Starts the pool of the process, once: not leaking.
func TestSingleton(t *testing.T) { once.Do(newPool) }

// Leaks a pool of its own each time.
func TestPoolPerCall(t *testing.T) { newPool() }

// A worker for each key, and the keys are few: one for each, however often the tests run.
var (
	mu    sync.Mutex
	byKey = map[string]chan int{}
)

func workerFor(key string) {
	mu.Lock()
	defer mu.Unlock()
	if byKey[key] == nil {
		byKey[key] = make(chan int)
		go worker(byKey[key]) // leak: chan receive tier=one-time test=TestKeys count=3 as=below_threshold
	}
}

func TestKeys(t *testing.T) {
	for _, key := range []string{"a", "b", "c"} {
		workerFor(key)
	}
}
