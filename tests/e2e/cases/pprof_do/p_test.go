package p

import (
	"context"
	"runtime/pprof"
	"testing"
	"time"
)

func TestDo(t *testing.T) {
	t.Parallel()
	pprof.Do(context.Background(), pprof.Labels("request", "42", "a b", "]: \"x\", {"), func(context.Context) {
		c := make(chan int)
		go func() { // leak: chan receive
			<-c
		}()
	})
}

func TestReplaced(t *testing.T) {
	t.Parallel()
	time.Sleep(time.Millisecond)
	Forget()
	time.Sleep(10 * time.Millisecond)
}

func TestClean(t *testing.T) {
	t.Parallel()
	time.Sleep(10 * time.Millisecond)
}
