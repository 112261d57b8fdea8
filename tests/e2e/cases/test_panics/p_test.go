package p

import (
	"testing"
	"time"
)

func TestLeaksFirst(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send
	time.Sleep(10 * time.Millisecond)
}

func TestPanics(t *testing.T) {
	panic("boom")
}

func TestNeverRuns(t *testing.T) {}
