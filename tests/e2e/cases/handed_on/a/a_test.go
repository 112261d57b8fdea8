package a

import "testing"

var work = make(chan func())

func dispatch() {
	for job := range work {
		go job() // leak: chan send test=TestHandsOn at=a/a_test.go:9
	}
}

func init() { go dispatch() }

func TestHandsOn(t *testing.T) {
	c := make(chan int)
	work <- func() { c <- 1 }
}
