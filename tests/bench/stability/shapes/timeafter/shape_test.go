package timeafter

import (
	"testing"
	"time"
)

var beats int

// A heartbeat out of time.After.
func TestShape(t *testing.T) {
	go func() {
		for {
			<-time.After(7 * time.Millisecond)
			beats++
		}
	}()
}
