// Package finalizer has a finalizer that blocks. All finalizers of a process run on one
// goroutine, so it has its own test binary.
package finalizer

import (
	"runtime"
	"testing"
	"time"
)

type handle struct{ name [16]byte }

// drop makes a handle that is collected at once, and waits until its finalizer runs.
func drop(finalize func(*handle), entered <-chan struct{}) {
	runtime.SetFinalizer(&handle{}, finalize)
	collect(entered)
}

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

func TestFinalizerClean(t *testing.T) {
	closed := make(chan struct{})
	drop(func(*handle) { close(closed) }, closed)
}

func TestCleanupClean(t *testing.T) {
	closed := make(chan struct{})
	runtime.AddCleanup(&handle{}, func(int) { close(closed) }, 1)
	collect(closed)
}

func TestFinalizerLeak(t *testing.T) {
	entered := make(chan struct{})
	acknowledged := make(chan struct{})
	drop(func(*handle) {
		close(entered)
		<-acknowledged // leak: chan receive by=blocked rule=finalizer go=1.26 // leak: chan receive by=blocked rule=chan-receive go=-1.24
	}, entered)
}
