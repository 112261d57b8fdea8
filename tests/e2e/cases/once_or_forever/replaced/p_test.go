// Package replaced ends what the round before has left, and leaves more in its place.
package replaced

import "testing"

var (
	size int
	stop chan int
)

func TestGrows(t *testing.T) {
	if stop != nil {
		close(stop)
	}
	stop = make(chan int)
	size++
	for range size {
		go func(stop chan int) { <-stop }(stop) // leak: chan receive tier=growing
	}
}
