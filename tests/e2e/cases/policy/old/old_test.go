package old

import "testing"

func wait(c chan int) { <-c }

// The entry has expired.
func TestOld(t *testing.T) {
	go wait(make(chan int)) // leak: chan receive
}
