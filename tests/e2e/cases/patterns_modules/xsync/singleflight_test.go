package xsync

import (
	"testing"
	"time"

	"golang.org/x/sync/singleflight"
)

func TestSingleflightLeak(t *testing.T) {
	var group singleflight.Group
	hang := make(chan int)
	ask := func() (any, error) { return <-hang, nil } // leak: chan receive by=blocked rule=chan-receive
	go group.Do("key", ask)
	time.Sleep(20 * time.Millisecond)
	go group.Do("key", ask) // leak: sync.WaitGroup.Wait|semacquire rule=singleflight
}

func TestSingleflightClean(t *testing.T) {
	var group singleflight.Group
	group.Do("key", func() (any, error) { return 1, nil })
}
