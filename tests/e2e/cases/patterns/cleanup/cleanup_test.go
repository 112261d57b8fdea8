// Package cleanup has a cleanup that blocks. It takes a goroutine of the runtime away, so it has its
// own test binary.
package cleanup

import (
	"runtime"
	"testing"
	"time"
)

type handle struct{ name [16]byte }

func collect(entered <-chan struct{}) {
	for {
		runtime.GC()
		select {
		case <-entered:
			return
		case <-time.After(time.Millisecond):
		}
	}
}

func TestCleanupClean(t *testing.T) {
	closed := make(chan struct{})
	runtime.AddCleanup(&handle{}, func(int) { close(closed) }, 1)
	collect(closed)
}

func TestCleanupLeak(t *testing.T) {
	entered := make(chan struct{})
	acknowledged := make(chan struct{})
	runtime.AddCleanup(&handle{}, func(int) {
		close(entered)
		<-acknowledged // leak: chan receive by=blocked rule=cleanup go=1.26 // leak: chan receive by=blocked rule=chan-receive go=-1.24
	}, 1)
	collect(entered)
}
