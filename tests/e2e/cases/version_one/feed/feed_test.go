// Package feed leaks in two ways that the baseline and the result of leakgate 0.1 know by their places,
// and in a third that they do not.
package feed

import (
	"testing"
	"time"
)

var events = make(chan int)

func TestListens(t *testing.T) {
	go func() { // leak: chan receive as=baseline
		for range events {
		}
	}()
}

func TestPolls(t *testing.T) {
	go func() { // leak: select as=baseline
		for {
			select {
			case <-events:
			case <-time.After(5 * time.Millisecond):
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
}

func TestNew(t *testing.T) {
	go func() { make(chan int) <- 1 }() // leak: chan send tier=proven
}
