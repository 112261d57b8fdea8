// Package cold has a call that is slow when it comes first, and then too slow for its caller: it leaks once a
// process, and is no worker that a process starts once.
package cold

import (
	"sync"
	"testing"
	"time"
)

var (
	warm sync.Once
	seen []chan int // so that nobody can prove that nobody receives
	ids  chan int
)

func get(limit time.Duration) {
	result := make(chan int)
	seen = append(seen, result)
	go func() { // leak: chan send tier=lingering test=TestGet
		warm.Do(func() { time.Sleep(400 * time.Millisecond) })
		result <- 1
	}()
	select {
	case <-result:
	case <-time.After(limit):
	}
}

func TestGet(t *testing.T) {
	get(150 * time.Millisecond)
	warm.Do(func() {}) // not before it is warm
}

// A worker, though it waits in a send: it makes numbers for as long as somebody takes them.
func next() int {
	if ids == nil {
		ids = make(chan int)
		go func() { // leak: chan send tier=one-time as=below_threshold test=TestNext
			for i := 0; ; i++ {
				ids <- i
			}
		}()
	}
	return <-ids
}

func TestNext(t *testing.T) { next() }
