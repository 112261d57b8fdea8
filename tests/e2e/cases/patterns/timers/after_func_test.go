package timers

import (
	"testing"
	"time"
)

func TestAfterFuncLeak(t *testing.T) {
	fired := make(chan struct{})
	release := make(chan struct{})
	time.AfterFunc(0, func() {
		close(fired)
		<-release // leak: chan receive by=blocked rule=after-func
	})
	<-fired
}

func TestAfterFuncClean(t *testing.T) {
	fired := make(chan struct{})
	release := make(chan struct{})
	defer close(release)
	time.AfterFunc(0, func() {
		close(fired)
		<-release
	})
	<-fired
}
