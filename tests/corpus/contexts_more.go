package corpus

import (
	"context"
	"net/http"
)

// events: shape of lightningnetwork lnd, lnrpc/routerrpc/router_server.go (SubscribeHtlcEvents).
func events(l link, updates <-chan []byte, quit chan struct{}) error {
	for {
		select { // site: select; ends: context; by: <-l.Context().Done()
		case u := <-updates:
			if err := l.WriteFrame(u); err != nil {
				return err
			}
		case <-l.Context().Done():
			return l.Context().Err()
		case <-quit:
			return errShut
		}
	}
}

// tail is made up: a handler that holds a request open.
func tail(w http.ResponseWriter, r *http.Request, lines <-chan string) {
	for {
		select { // site: select; ends: context; by: <-r.Context().Done()
		case <-r.Context().Done():
			return
		case l := <-lines:
			if _, err := w.Write([]byte(l)); err != nil {
				return
			}
		}
	}
}

// tasks: shape of minio, cmd/bucket-lifecycle.go (worker): three ways out.
func tasks(ctx context.Context, kill chan struct{}, in chan job) {
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-kill:
			return
		case <-ctx.Done():
			return
		case j, ok := <-in:
			if !ok {
				return
			}
			if err := do(j); err != nil {
				if j.retry {
					note("again later:", err)
				}
			}
		}
	}
}

// chunks: shape of kubernetes client-go, tools/pager/pager.go; the wait is in a closure.
func chunks(ctx context.Context, each func(func([]byte) error) error, room int) error {
	buf := make(chan []byte, room)
	end := make(chan error, 1)
	go func() {
		var err error
		defer func() {
			close(buf)
			end <- err // site: send; ends: value; kind: plain; by: end <- err
		}()
		err = each(func(b []byte) error {
			select { // site: select; ends: context; by: <-ctx.Done()
			case buf <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
			return nil
		})
	}()
	for b := range buf { // site: receive; ends: closed; kind: range; by: range buf
		if len(b) == 0 {
			return errRefused
		}
	}
	return <-end // site: receive; ends: value; kind: plain; by: <-end
}

// whileAlive is made up after grpc-go's retry loop: once Done is closed, the head of the loop
// ends it.
func whileAlive(ctx context.Context, in <-chan job) {
	for ctx.Err() == nil {
		select { // site: select; ends: context; by: <-ctx.Done(); seen: some
		case <-ctx.Done():
		case j := <-in:
			if err := do(j); err != nil {
				note(err)
			}
		}
	}
}

// either: shape of minio, cmd/shared-lock.go (mergeContext).
func either(a, b context.Context) (context.Context, context.CancelFunc) {
	both, cancel := context.WithCancel(context.Background())
	go func() {
		defer cancel()
		select { // site: select; ends: context; by: <-a.Done()
		case <-a.Done():
		case <-b.Done():
		case <-both.Done():
		}
	}()
	return both, cancel
}
