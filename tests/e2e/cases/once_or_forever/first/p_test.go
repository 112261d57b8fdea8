// Package first has goroutines of which only those of the first rounds end by themselves.
package first

import (
	"testing"
	"time"
)

var calls int

func TestOnlyTheFirstEnds(t *testing.T) {
	calls++
	first := calls == 1
	go func() { // leak: sleep|chan receive tier=growing
		if first {
			time.Sleep(3 * time.Second)
			return
		}
		<-make(chan int)
	}()
}
