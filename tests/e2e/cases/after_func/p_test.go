package p

import (
	"testing"
	"time"
)

func TestAfterFunc(t *testing.T) {
	c := make(chan int)
	time.AfterFunc(time.Millisecond, func() {
		c <- 1 // leak: chan send by=blocked at=p_test.go:10
	})
	time.Sleep(20 * time.Millisecond)
}

func TestOther(t *testing.T) {
	done := make(chan struct{})
	time.AfterFunc(time.Millisecond, func() { close(done) })
	<-done
}
