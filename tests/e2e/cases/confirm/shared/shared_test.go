package shared

import (
	"sync"
	"testing"
)

var (
	once  sync.Once
	never = make(chan int)
)

// What the example leaks cannot be repeated, so the test's share says nothing about it.
func Open() {
	go func() { <-never }() // leak: chan receive tier=lingering count=4 test=ExampleOpen
}

func TestShared(t *testing.T) { once.Do(Open) }

func ExampleOpen() {
	for range 3 {
		Open()
	}
	// Output:
}
