package selectsleep

import (
	"math/rand"
	"testing"
	"time"
)

// Waits for an event with a time-out, then backs off.
func TestShape(t *testing.T) {
	events := make(chan int)
	go func() {
		for {
			select {
			case <-events:
			case <-time.After(time.Duration(5+rand.Intn(10)) * time.Millisecond):
			}
			time.Sleep(time.Duration(5+rand.Intn(10)) * time.Millisecond)
		}
	}()
}
