package p

import (
	"context"
	"runtime/pprof"
)

// Forget leaks under labels of its own.
func Forget() {
	go func() {
		pprof.SetGoroutineLabels(context.Background())
		go func() { // leak: select (no cases) test=TestReplaced at=p_test.go:23
			select {}
		}()
	}()
}
