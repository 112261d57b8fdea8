package corpus

import (
	"context"
	"time"
)

type finder struct {
	every time.Duration
	look  func(context.Context) ([]string, error)
}

// keepFresh: shape of prometheus, discovery/refresh/refresh.go.
func (f *finder) keepFresh(ctx context.Context, out chan<- []string) {
	first, err := f.look(ctx)
	if err != nil {
		if ctx.Err() == nil {
			note("first look:", err)
		}
	} else {
		select { // site: select; ends: context; by: <-ctx.Done()
		case out <- first:
		case <-ctx.Done():
			return
		}
	}

	beat := time.NewTicker(f.every)
	defer beat.Stop()
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-beat.C:
			found, err := f.look(ctx)
			if err != nil {
				if ctx.Err() == nil {
					note("look:", err)
				}
				continue
			}
			select { // site: select; ends: context; by: <-ctx.Done()
			case out <- found:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// retryUntil: shape of grpc-go, internal/backoff (RunF).
func retryUntil(ctx context.Context, try func() error, pause func(int) time.Duration) {
	n := 0
	wake := time.NewTimer(0)
	for ctx.Err() == nil {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-wake.C:
		case <-ctx.Done():
			wake.Stop()
			return
		}
		if err := try(); err == nil {
			n = 0
			wake.Reset(0)
			continue
		}
		n++
		wake.Reset(pause(n))
	}
}

type refreshLoop struct {
	ctx   context.Context
	soon  chan string
	now   chan string
	calls chan func()
	gone  chan struct{}
}

// run: shape of franz-go, pkg/kgo/metadata.go (updateMetadataLoop).
func (r *refreshLoop) run(maxAge time.Duration, load func() error) {
	defer close(r.gone)
	age := time.NewTicker(maxAge)
	defer age.Stop()
	var last time.Time
again:
	for {
		urgent := false
		select { // site: select; ends: context; by: <-r.ctx.Done()
		case <-r.ctx.Done():
			return
		case <-age.C:
		case why := <-r.soon:
			note("soon:", why)
		case why := <-r.now:
			note("now:", why)
			urgent = true
		case call := <-r.calls:
			call()
			continue again
		}
		if !urgent {
			if left := maxAge/2 - time.Since(last); left > 0 {
				t := time.NewTimer(left)
			settle:
				select { // site: select; ends: context; by: <-r.ctx.Done()
				case <-r.ctx.Done():
					t.Stop()
					return
				case why := <-r.now:
					note("now:", why)
				case <-t.C:
				case call := <-r.calls:
					call()
					goto settle
				}
				t.Stop()
			}
		}
		if err := load(); err != nil {
			note(err)
		}
		last = time.Now()
	}
}

// spread: shape of syncthing, lib/beacon/broadcast.go.
func spread(ctx context.Context, inbox <-chan []byte, write func([]byte) error) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		<-inner.Done() // site: receive; ends: context; kind: context; by: <-inner.Done()
		note("the writer goes")
	}()
	for {
		var b []byte
		select { // site: select; ends: context; by: <-inner.Done()
		case b = <-inbox:
		case <-inner.Done():
			return inner.Err()
		}
		if err := write(b); err != nil {
			return err
		}
	}
}

// feed: shape of rclone, fs/filter/filter.go (MakeListR) and syncthing, lib/scanner/walk.go.
func feed(ctx context.Context, names []string, out chan<- string) {
	defer close(out)
outer:
	for _, n := range names {
		select { // site: select; ends: context; by: <-ctx.Done()
		case out <- n:
		case <-ctx.Done():
			break outer
		}
	}
}

// eachPiece: shape of kubernetes client-go, util/workqueue/parallelizer.go, where the stop
// channel is a context's, if there is a context at all. Here it is waited for.
func eachPiece(ctx context.Context, pieces <-chan int, piece func(int)) {
	var stop <-chan struct{}
	if ctx != nil {
		stop = ctx.Done()
	}
	for {
		select { // site: select; ends: context; by: <-stop
		case <-stop:
			return
		case p := <-pieces:
			piece(p)
		}
	}
}
