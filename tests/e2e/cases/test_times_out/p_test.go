package p

import "testing"

func TestLeaksFirst(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send
}

func TestHangs(t *testing.T) {
	select {}
}
