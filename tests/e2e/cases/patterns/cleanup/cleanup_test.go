// Package cleanup has a cleanup (runtime.AddCleanup) that blocks. Go 1.24 runs them on the
// goroutine of the finalizers, so the clean twin is in package finalizer.
package cleanup

import (
	"runtime"
	"testing"
	"time"
)

type handle struct{ name [16]byte }

// drop makes a handle that is collected at once, and waits until its cleanup runs.
func drop(cleanup func(int), entered <-chan struct{}) {
	runtime.AddCleanup(&handle{}, cleanup, 1)
	for {
		runtime.GC()
		select {
		case <-entered:
			return
		case <-time.After(time.Millisecond):
		}
	}
}

func TestCleanupLeak(t *testing.T) {
	entered := make(chan struct{})
	acknowledged := make(chan struct{})
	drop(func(int) {
		close(entered)
		<-acknowledged // leak: chan receive by=blocked rule=finalizer go=1.26 // leak: chan receive by=blocked rule=chan-receive go=-1.24
	}, entered)
}
