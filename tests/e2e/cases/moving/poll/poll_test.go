// Package poll has a loop that waits at two places in turn: one leak, whatever it was met doing.
package poll

import (
	"math/rand"
	"testing"
	"time"
)

func TestPoll(t *testing.T) {
	events := make(chan int)
	go func() { // leak: select tier=growing rule=select-ticker
		for {
			select {
			case <-events:
			case <-time.After(time.Duration(5+rand.Intn(10)) * time.Millisecond):
			}
			time.Sleep(time.Duration(5+rand.Intn(10)) * time.Millisecond)
		}
	}()
}

// The same loop, told to stop.
func TestPollClean(t *testing.T) {
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
}
