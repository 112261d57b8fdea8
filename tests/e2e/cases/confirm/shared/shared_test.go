package shared

import (
	"sync"
	"testing"
)

var (
	once  sync.Once
	never = make(chan int)
)

// What the example leaks cannot be repeated. What the test starts once is told apart from it.
func Open() {
	go func() { <-never }() // leak: chan receive tier=lingering count=3 test=ExampleOpen leakers="ExampleOpen:3 TestShared:1"
}

func TestShared(t *testing.T) { once.Do(Open) }

func ExampleOpen() {
	for range 3 {
		Open()
	}
	// Output:
}
