// Package workers has goroutines of one go statement that take turns, and two that are stuck at
// different places for good.
package workers

import (
	"sync"
	"testing"
	"time"
)

func TestTurns(t *testing.T) {
	var mu sync.Mutex
	jobs := make(chan int)
	for range 3 {
		go func() { // leak: select tier=growing count=3
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

var (
	in  = make(chan int)
	out = make(chan int)
)

func work(take bool) {
	if take {
		<-in
	}
	out <- 1
}

func start(take bool) {
	go work(take) // leak: chan receive tier=growing test=TestTakes // leak: chan send tier=growing test=TestPuts
}

func TestTakes(t *testing.T) { start(true) }
func TestPuts(t *testing.T)  { start(false) }
