package p

import (
	"runtime"
	"testing"
)

func TestBusy(t *testing.T) {
	t.Parallel()
	go func() { // leak: running|runnable tier=lingering
		for {
			runtime.Gosched()
		}
	}()
}
