package rounds

import (
	"sync"
	"testing"
	"time"
)

func TestSend(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send tier=proven
}

func TestPoll(t *testing.T) {
	go func() { // leak: sleep tier=growing
		for {
			time.Sleep(time.Hour)
		}
	}()
}

func TestParallel(t *testing.T) {
	t.Parallel()
	go func() { // leak: sleep tier=growing
		time.Sleep(time.Hour)
	}()
}

func TestTwo(t *testing.T) {
	for range 2 {
		go func() { // leak: sleep tier=growing count=2
			time.Sleep(time.Hour)
		}()
	}
}

func TestSubtests(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "b" {
				go func() { // leak: sleep tier=growing test=TestSubtests/b
					time.Sleep(time.Hour)
				}()
			}
		})
	}
}

var (
	start sync.Once
	jobs  = make(chan int)
)

// The channel is reachable from a global, so that the collector proves nothing.
func TestSingleton(t *testing.T) {
	start.Do(func() {
		go func() { // leak: chan receive tier=one-time as=below_threshold
			for range jobs {
			}
		}()
	})
}

// What it starts depends on a test that ran before, so alone it leaks nothing.
var primed bool

func TestPrime(t *testing.T) { primed = true }

func TestOnlyAfterAnother(t *testing.T) {
	if primed {
		go func() { // leak: sleep tier=lingering
			time.Sleep(time.Hour)
		}()
	}
}
