package p

import (
	"testing"
	"time"
)

func TestFew(t *testing.T) {
	t.Parallel()
	time.Sleep(time.Millisecond)
}

func TestMany(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	for range 50000 {
		go func() { <-c }() // leak: chan receive by=blocked count=50000
	}
}
