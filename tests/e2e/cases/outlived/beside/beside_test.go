package beside

import (
	"testing"
	"time"
)

// A leak beside the panic is found in the dump that Go prints.
func TestLeaks(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send
}

func TestPanicsLate(t *testing.T) {
	go func() { // leak: running rule=outlived count=0
		time.Sleep(200 * time.Millisecond)
		panic("late")
	}()
}
