package legacy

import (
	"testing"
	"time"
)

// Two are permitted here.
func TestLegacy(t *testing.T) {
	c := make(chan int)
	go func() { <-c }()                   // leak: chan receive as=below_threshold
	go func() { time.Sleep(time.Hour) }() // leak: sleep as=below_threshold
}
