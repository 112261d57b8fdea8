package d

import "testing"

var work = make(chan func())

func dispatch() {
	for job := range work {
		go job() // leak: chan send test=TestHandsOn at=d/d_test.go:9
	}
}

func init() { go dispatch() }

func TestHandsOn(t *testing.T) {
	c := make(chan int)
	work <- func() { c <- 1 }
}
