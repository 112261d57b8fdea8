package corpus

import (
	"context"
	"time"
)

// predicate: shape of lnd, lntest/wait/wait.go (Predicate): the limit is armed before the loop,
// the pauses within it.
func predicate(limit time.Duration, ok func() bool) error {
	end := time.After(limit)
	res := make(chan bool, 1)
	for {
		<-time.After(time.Second / 5) // site: receive; ends: some; kind: after; by: <-time.After(time.Second / 5)
		go func() {
			res <- ok() // site: send; ends: value; kind: plain; by: res <- ok()
		}()
		select { // site: select; ends: time; by: <-end
		case <-end:
			return errLate
		case good := <-res:
			if good {
				return nil
			}
		}
	}
}

// fetches: shape of prometheus, discovery/xds/xds.go (fetchDiscovery.Run): the context is only
// looked at after the tick; what waits is the tick.
func fetches(ctx context.Context, every time.Duration, poll func(context.Context)) {
	t := time.NewTicker(every)
	for {
		select {
		case <-ctx.Done():
			t.Stop()
			return
		default:
			poll(ctx)
			<-t.C // site: receive; ends: some; kind: ticker; by: <-t.C
		}
	}
}

// folder: shape of syncthing, lib/model/folder.go (Serve): many cases, timers in fields, a
// channel that is set to nil after its first time, and done, which this function closes.
type folder struct {
	done      chan struct{}
	scanned   chan struct{}
	scheduled chan struct{}
	delays    chan time.Duration
	scan      *time.Timer
	failed    *time.Timer
	calls     chan func() error
}

func (f *folder) serve(ctx context.Context, pull func() error) error {
	first := f.scanned
	for {
		var err error
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			close(f.done)
			return nil
		case <-f.scheduled:
			f.scan.Reset(0)
			continue
		case <-first:
			first = nil
			err = pull()
		case <-f.failed.C:
			err = pull()
		case d := <-f.delays:
			f.scan.Reset(d)
			continue
		case <-f.scan.C:
			err = pull()
		case call := <-f.calls:
			err = call()
		}
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			note(err)
		}
	}
}

// ended waits for serve.
func (f *folder) ended() {
	<-f.done // site: receive; ends: done; kind: plain; by: <-f.done; closer: (*folder).serve
}

// keepAlive is made up: a timer that is set again on each turn.
func keepAlive(d time.Duration, beat func()) {
	t := time.NewTimer(d)
	for {
		<-t.C // site: receive; ends: tick; kind: timer; by: -
		beat()
		t.Reset(d)
	}
}

// someTicks is made up: a time.Tick that a condition leaves.
func someTicks(d time.Duration, over func() bool) {
	for range time.Tick(d) { // site: receive; ends: some; kind: tick; by: range time.Tick(d)
		if over() {
			return
		}
	}
}

// idle is made up: each job puts the time off, and neither leaves.
func idle(d time.Duration, in <-chan job, bored func()) {
	for {
		select { // site: select; ends: tick; by: -
		case j := <-in:
			_ = do(j)
		case <-time.After(d):
			bored()
		}
	}
}

// againAndAgain is made up: a timer in a select, reset by its own case.
func againAndAgain(d time.Duration, stop <-chan struct{}, f func()) {
	t := time.NewTimer(d)
	for {
		select { // site: select; ends: tick; by: -
		case <-t.C:
			f()
			t.Reset(d)
		case <-stop:
			t.Reset(0)
		}
	}
}
