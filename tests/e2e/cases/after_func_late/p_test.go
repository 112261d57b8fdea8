package p

import (
	"testing"
	"time"
)

func TestArms(t *testing.T) {
	c := make(chan int)
	time.AfterFunc(1500*time.Millisecond, func() {
		<-c // leak: chan receive by=blocked test=TestArms at=p_test.go:10
	})
}

func TestRunsMeanwhile(t *testing.T) {
	time.Sleep(2 * time.Second)
}
