package corpus

import (
	"context"
	"os"
)

// upload: shape of rclone, lib/rest/rest.go: a break without a loop.
func upload(ctx context.Context, quit <-chan struct{}, fail func(error)) {
	go func() {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-quit:
			break
		case <-ctx.Done():
			fail(ctx.Err())
		}
	}()
}

// dispatcher: shape of lnd, chainntnfs/bitcoindnotify/bitcoind.go (notificationDispatcher).
func dispatcher(cancels <-chan any, news <-chan job, quit <-chan struct{}, open map[int]chan struct{}) {
out:
	for {
		select { // site: select; ends: done; by: <-quit
		case c := <-cancels:
			switch c := c.(type) {
			case int:
				close(open[c])
				delete(open, c)
			default:
				break
			}
		case j := <-news:
			_ = do(j)
		case <-quit:
			break out
		}
	}
}

// download: shape of moby, daemon/internal/distribution/xfer/download.go.
func download(ctx context.Context, done func() <-chan struct{}, result func() (job, error)) (job, error) {
	select { // site: select; ends: context; by: <-ctx.Done()
	case <-ctx.Done():
		return job{}, ctx.Err()
	case <-done():
		break
	}
	return result()
}

// monitor: shape of syncthing, cmd/syncthing/monitor.go: whatever came, how the other program
// ended says whether there is another turn.
func monitor(start func() <-chan error, stop, restart <-chan os.Signal, send func(os.Signal)) {
	for {
		exit := start()
		var err error
		stopped := false
		select { // site: select; ends: some; by: s := <-stop
		case s := <-stop:
			send(s)
			err = <-exit // site: receive; ends: some; kind: plain; by: err = <-exit
			stopped = true
		case s := <-restart:
			send(s)
			err = <-exit // site: receive; ends: some; kind: plain; by: err = <-exit
		case err = <-exit:
		}
		if err == nil {
			os.Exit(0)
		}
		if stopped && err != nil {
			note("killed", err)
		}
	}
}

// mount: shape of nomad, client/pluginmanager/csimanager/volume.go: two contexts, the first of
// which only means another try.
func mount(ctx context.Context, first func() (context.Context, bool), do func() error) error {
	for {
		future, mine := first()
		if mine {
			return do()
		}
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-future.Done():
			continue
		case <-ctx.Done():
			return nil
		}
	}
}

// inits: shape of k6, internal/execution/scheduler.go: the context becomes an error that only
// the end of the counting hands on.
func inits(ctx context.Context, n int, doneInits <-chan error, cancel func(error)) error {
	var first error
	for range n {
		var err error
		select { // site: select; ends: some; by: err = <-doneInits
		case err = <-doneInits:
			if err == nil {
				note("one more")
			}
		case <-ctx.Done():
			err = ctx.Err()
		}
		if err == nil || first != nil {
			continue
		}
		first = err
		cancel(first)
	}
	return first
}

// transition of a connection: shape of go-redis, internal/pool/conn_state.go: done brings the
// error.
func awaitState(ctx context.Context, done <-chan error, forget func()) error {
	select { // site: select; ends: context; by: <-ctx.Done()
	case <-ctx.Done():
		forget()
		return ctx.Err()
	case err := <-done:
		return err
	}
}
