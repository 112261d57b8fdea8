package corpus

import (
	"context"
	"time"
)

// notAllBranches is made up: without a default one way goes on.
func notAllBranches(done <-chan struct{}, why func() int, in <-chan job) error {
	for {
		select { // site: select; ends: some; by: <-done
		case <-done:
			switch why() {
			case 0:
				return nil
			case 1:
				return errShut
			}
		case j := <-in:
			_ = do(j)
		}
	}
}

// received: shape of etcd, server/proxy/grpcproxy/adapter/chan_stream.go (RecvMsg): the
// context leaves only where nothing is queued; what is received always leaves.
func received(ctx context.Context, in chan any) (any, error) {
	for {
		select { // site: select; ends: closed; by: v, ok := <-in; seen: some
		case v, ok := <-in:
			if !ok {
				return nil, errShut
			}
			if err, bad := v.(error); bad {
				return nil, err
			}
			return v, nil
		case <-ctx.Done():
		}
		if len(in) == 0 {
			break
		}
	}
	return nil, ctx.Err()
}

// pauses is made up: the stop message only holds it up.
func pauses(stop, resume <-chan bool, in <-chan job) {
	for {
		select { // site: select; ends: none; by: -
		case <-stop:
			<-resume // site: receive; ends: none; kind: plain; by: -
		case j := <-in:
			_ = do(j)
		}
	}
}

// tries: shape of go-redis, internal/pool/pool.go (dialConn): the context only cuts the
// pause short, the loop counts.
func tries(ctx context.Context, most int, dial func() error, pause time.Duration) (err error) {
	for n := 0; n < most; n++ {
		if err = dial(); err == nil {
			return nil
		}
		select { // site: select; ends: some; by: <-ctx.Done()
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	return err
}

// operations: shape of golang/tools, gopls/internal/filewatcher (tryFSOperation).
func operations(stop <-chan struct{}, op func() error) error {
	var err error
	for n := range 5 {
		if n > 0 {
			select { // site: select; ends: done; by: <-stop
			case <-time.After(time.Duration(n) * time.Second):
			case <-stop:
				return errShut
			}
		}
		if err = op(); err == nil {
			return nil
		}
	}
	return err
}

// below is made up: what follows the select leaves.
func below(ctx context.Context, in <-chan job) error {
	for {
		over := false
		select { // site: select; ends: context; by: <-ctx.Done(); seen: some
		case <-ctx.Done():
			over = true
		case j := <-in:
			_ = do(j)
		}
		if over {
			return ctx.Err()
		}
	}
}

// deaf: shape of go-admin-core (pull request 128): the blank is assigned, and the break is the select's.
func deaf(ctx context.Context, out chan<- int) {
	for n := 0; ; n++ {
		select { // site: select; ends: none; by: -
		case _ = <-ctx.Done():
			break
		case out <- n:
		}
	}
}
