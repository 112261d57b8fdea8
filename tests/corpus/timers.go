package corpus

import (
	"context"
	"time"
)

// nap: shape of kafka-go, dialer.go (sleep): the timer alone ends it, the context only sooner.
func nap(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select { // site: select; ends: time; by: <-t.C
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// backoff: shape of opentelemetry-go, exporters/otlp/…/internal/retry/retry.go (wait).
func backoff(ctx context.Context, delay time.Duration) error {
	t := time.NewTimer(delay)
	defer t.Stop()
	select { // site: select; ends: time; by: <-t.C
	case <-ctx.Done():
		select {
		case <-t.C:
		default:
			return context.Cause(ctx)
		}
	case <-t.C:
	}
	return nil
}

// soft: shape of prometheus, storage/remote/queue_manager.go (shards.stop): first with a
// limit, then without one.
func soft(done chan struct{}, limit time.Duration, hard func()) {
	select { // site: select; ends: time; by: <-time.After(limit)
	case <-done:
		return
	case <-time.After(limit):
		note("not all was flushed in time")
	}
	hard()
	<-done // site: receive; ends: done; kind: plain; by: <-done
}

// compact: shape of etcd, server/storage/mvcc/kvstore_compaction.go: a pause on each turn.
func compact(stop <-chan struct{}, pause time.Duration, batch func() (int, error)) error {
	for {
		n, err := batch()
		if err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		select { // site: select; ends: done; by: <-stop
		case <-time.After(pause):
		case <-stop:
			return errShut
		}
	}
}

// accumulate: shape of go-redis, autopipeline.go (accumulateBatch): the window's timer is
// made once before the loop, and there is a context, too.
func accumulate(ctx context.Context, window time.Duration, grown <-chan struct{}, full func() bool) {
	end := time.NewTimer(window)
	defer end.Stop()
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			return
		case <-end.C:
			return
		case <-grown:
			if full() {
				return
			}
		}
	}
}

// answers: shape of nats-server, server/mqtt.go (newRequestExMulti).
func answers(n int, in <-chan reply, quit <-chan struct{}, limit time.Duration) ([]reply, error) {
	var all []reply
	t := time.NewTimer(limit)
	defer t.Stop()
	for {
		select { // site: select; ends: done; by: <-quit
		case r := <-in:
			all = append(all, r)
			if len(all) == n {
				return all, nil
			}
		case <-quit:
			return nil, errShut
		case <-t.C:
			return all, errLate
		}
	}
}

type deadliner struct {
	timer *time.Timer
	wait  time.Duration
	tock  chan int
	quit  chan struct{}
}

// schedule: shape of tendermint, consensus/ticker.go (timeoutRoutine): a timer in a field,
// reset by what comes in.
func (d *deadliner) schedule(in <-chan int) {
	at := 0
	for {
		select { // site: select; ends: done; by: <-d.quit; closer: (*deadliner).OnStop
		case n := <-in:
			if n < at {
				continue
			}
			if !d.timer.Stop() {
				select {
				case <-d.timer.C:
				default:
				}
			}
			at = n
			d.timer.Reset(d.wait)
		case <-d.timer.C:
			go func(n int) { d.tock <- n }(at) // site: send; ends: value; kind: plain; by: d.tock <- n
		case <-d.quit:
			return
		}
	}
}
