package limited

import "testing"

func hold(c chan int) { <-c }

// One is permitted, two are there.
func TestHold(t *testing.T) {
	for range 2 {
		go hold(make(chan int)) // leak: chan receive count=2
	}
}
