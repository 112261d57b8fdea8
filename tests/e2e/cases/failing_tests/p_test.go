package p

import "testing"

func TestFails(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send why="; its test failed, at p_test.go:8"
	t.Fatal("wrong answer")
}

func TestSkipped(t *testing.T) {
	c := make(chan int)
	go func() { <-c }() // leak: chan receive
	t.Skip("not today")
}

func TestPasses(t *testing.T) { t.Log("fine") }
