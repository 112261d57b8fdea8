package wrapped

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/advice/wrapped/testkit"
)

func TestWrappedServer(t *testing.T) {
	s := testkit.NewServer()
	s.Start() // leak: IO wait rule=http-test-server by=at fix="t.Cleanup(func() { s.Stop() }) after wrapped/wrapped_test.go:14, as far as (*Server).Stop (wrapped/testkit/testkit.go:15) ends it"
}

func TestRefresh(t *testing.T) {
	testkit.Refresh()
}

func TestLooksAtItsOwnVariable(t *testing.T) {
	var calls atomic.Int32
	go func() { // leak: sleep rule=sleep-flag fix="done := make(chan struct{}); t.Cleanup(func() { close(done) }) before wrapped/wrapped_test.go:23; in its loop, in place of the sleep (wrapped/wrapped_test.go:25), select { case <-done: return; case <-time.After(…): }"
		for calls.Load() < 3 {
			time.Sleep(time.Hour)
		}
	}()
}

func TestNobodyCountsDown(t *testing.T) {
	var group sync.WaitGroup
	group.Add(1)
	go group.Wait() // leak: sync.WaitGroup.Wait|semacquire why="TestNobodyCountsDown calls group.Add (wrapped/wrapped_test.go:32) and nowhere group.Done" fix="defer group.Done() in what each Add counts; where that is not meant to end, call it as often in t.Cleanup"
}

func TestSomebodyMayCountDown(t *testing.T) {
	var group sync.WaitGroup
	group.Add(2)
	done := group.Done
	done()
	go group.Wait() // leak: sync.WaitGroup.Wait|semacquire why="something that it waits for has not called Done"
}
