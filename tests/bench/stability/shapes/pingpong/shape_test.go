package pingpong

import "testing"

func play(in, out chan int) {
	for ball := range in {
		out <- ball + 1
	}
}

// Two goroutines that keep each other busy.
func TestShape(t *testing.T) {
	a, b := make(chan int), make(chan int)
	for _, side := range [][2]chan int{{a, b}, {b, a}} {
		go play(side[0], side[1])
	}
	a <- 0
}
