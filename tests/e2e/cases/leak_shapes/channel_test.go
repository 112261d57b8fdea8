package shapes

import "testing"

func TestChanSend(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send tier=proven at=channel_test.go:8
}

func TestChanReceive(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	go func() { <-c }() // leak: chan receive tier=proven
}

func TestRange(t *testing.T) {
	t.Parallel()
	c := make(chan int)
	go func() { // leak: chan receive tier=proven
		for range c {
		}
	}()
	c <- 1
}

func TestNilSend(t *testing.T) {
	t.Parallel()
	var c chan int
	go func() { c <- 1 }() // leak: chan send (nil chan) tier=proven
}

func TestNilReceive(t *testing.T) {
	t.Parallel()
	var c chan int
	go func() { <-c }() // leak: chan receive (nil chan) tier=proven
}

func TestSelect(t *testing.T) {
	t.Parallel()
	a, b := make(chan int), make(chan int)
	go func() { // leak: select tier=proven
		select {
		case <-a:
		case b <- 1:
		}
	}()
}

func TestSelectNoCases(t *testing.T) {
	t.Parallel()
	go func() { select {} }() // leak: select (no cases) tier=proven
}
