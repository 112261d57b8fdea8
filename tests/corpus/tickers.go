package corpus

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// flusher: shape of grpc-go, internal/binarylog/sink.go: the ticker lives in a field.
type flusher struct {
	mu    sync.Mutex
	beat  *time.Ticker
	done  chan struct{}
	write func() error
}

func (f *flusher) start(every time.Duration) {
	f.beat = time.NewTicker(every)
	go func() {
		for {
			select { // site: select; ends: done; by: <-f.done; closer: (*flusher).Close
			case <-f.done:
				return
			case <-f.beat.C:
			}
			f.mu.Lock()
			if err := f.write(); err != nil {
				note(err)
			}
			f.mu.Unlock()
		}
	}()
}

// Close stops the writing.
func (f *flusher) Close() error {
	close(f.done)
	f.beat.Stop()
	return f.write()
}

// meters: shape of go-ethereum, metrics/log.go: nothing ends it.
func meters(every time.Duration, show func()) {
	for range time.Tick(every) { // site: receive; ends: tick; kind: tick; by: -
		show()
	}
}

// clean: shape of moby, daemon/exec.go: the same with skips.
func clean(every time.Duration, stale func() []int) {
	for range time.Tick(every) { // site: receive; ends: tick; kind: tick; by: -
		for _, n := range stale() {
			if n == 0 {
				continue
			}
			note("cleaned", n)
		}
	}
}

// diskChecks: shape of minio, cmd/xl-storage-disk-id-check.go: a range over a ticker that a
// condition leaves.
func diskChecks(every time.Duration, offline *atomic.Bool, check func() error) {
	t := time.NewTicker(every)
	defer t.Stop()
	for range t.C { // site: receive; ends: some; kind: ticker; by: range t.C
		if err := check(); err == nil {
			offline.Store(false)
			return
		}
	}
}

// writer: shape of gorilla/websocket, examples/filewatch/main.go: a failed write ends it.
func writer(l link, changed func() []byte) {
	ping := time.NewTicker(time.Minute)
	look := time.NewTicker(10 * time.Second)
	defer func() {
		ping.Stop()
		look.Stop()
	}()
	for {
		select { // site: select; ends: some; by: <-look.C
		case <-look.C:
			if b := changed(); b != nil {
				if err := l.WriteFrame(b); err != nil {
					return
				}
			}
		case <-ping.C:
			if err := l.WriteFrame(nil); err != nil {
				return
			}
		}
	}
}

// accepted: shape of go-ethereum, accounts/abi/bind/v2/util.go (WaitAccepted).
func accepted(ctx context.Context, known func(context.Context) error) error {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		if err := known(ctx); err == nil {
			return nil
		}
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}

// limits: shape of nats-server, server/server.go (startRateLimitLogExpiration): the interval
// comes over a channel and resets the ticker.
func limits(quit chan struct{}, pace chan time.Duration, sweep func(time.Duration)) {
	every := time.Second
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select { // site: select; ends: done; by: <-quit
		case <-quit:
			return
		case every = <-pace:
			t.Reset(every)
		case <-t.C:
			sweep(every)
		}
	}
}

// lookups: shape of nsq, nsqd/lookup.go without its last case: a heartbeat, news, no way out.
func lookups(news <-chan any, beat func()) {
	t := time.NewTicker(15 * time.Second)
	for {
		select { // site: select; ends: tick; by: -
		case <-t.C:
			beat()
		case v := <-news:
			switch v := v.(type) {
			case job:
				note("job", v.id)
				break
			case error:
				note("error", v)
			}
		}
	}
}

// publish: shape of caddy, modules/caddytls/tls.go: an hour's wait on each turn.
func publish(ctx context.Context, once func() error) {
	if err := once(); err != nil {
		note(err)
	}
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-time.After(time.Hour):
			if err := once(); err != nil {
				note(err)
				continue
			}
		case <-ctx.Done():
			return
		}
	}
}

// each: shape of telegraf, plugins/inputs/cloudwatch/cloudwatch.go (its limiter): a tick before each request
// of a list.
func each(reqs []job) {
	t := time.NewTicker(time.Second / 50)
	defer t.Stop()
	var wg sync.WaitGroup
	for _, r := range reqs {
		<-t.C // site: receive; ends: some; kind: ticker; by: <-t.C
		wg.Add(1)
		go func() {
			defer wg.Done()
			_ = do(r)
		}()
	}
	wg.Wait()
}

// poll is made up: only the end of the program ends it.
func poll(report func()) {
	for {
		<-time.After(5 * time.Minute) // site: receive; ends: tick; kind: after; by: -
		report()
	}
}
