package p

import "testing"

func TestLeaks(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send
}

func TestClean(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	go func() { close(done) }()
	<-done
}
