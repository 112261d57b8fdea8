package p

import "testing"

func TestLeaks(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send count=3 leakers="TestLeaks:3"
}

func TestClean(t *testing.T) { t.Parallel() }
