package corpus

import (
	"context"
	"time"
)

// ready: shape of telegraf, plugins/inputs/snmp_trap/snmp_trap.go (Start).
func ready(listening func() <-chan bool, listen func() error) error {
	errc := make(chan error, 1)
	go func() { errc <- listen() }() // site: send; ends: value; kind: plain; by: errc <- listen()

	select { // site: select; ends: done; by: <-listening()
	case <-listening():
	case err := <-errc:
		return err
	}
	return nil
}

// notice: shape of etcd, etcdctl/ctlv3/command/check.go: a select with a single case.
func notice(ctx context.Context, sig <-chan bool, clean func()) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select { // site: select; ends: done; by: <-sig
		case <-sig:
			clean()
			cancel()
		}
	}()
	return ctx, cancel
}

// enqueue: shape of raft, api.go (Apply): without a limit the timer channel stays nil.
func (c *client) enqueue(q *call, limit time.Duration) error {
	var timer <-chan time.Time
	if limit > 0 {
		timer = time.After(limit)
	}
	select { // site: select; ends: done; by: <-c.shutdown; closer: (*client).Close
	case <-timer:
		return errLate
	case <-c.shutdown:
		return errShut
	case c.pending <- q:
		return nil
	}
}

// update: shape of moby, daemon/cluster/swarm.go (Join).
func update(ready <-chan error, clear func() error) error {
	limit := time.NewTimer(20 * time.Second)
	defer limit.Stop()
	select { // site: select; ends: time; by: <-limit.C
	case <-limit.C:
		return errLate
	case err := <-ready:
		if err != nil {
			if err := clear(); err != nil {
				return err
			}
		}
		return err
	}
}

// broken: shape of kubernetes client-go, tools/remotecommand/websocket.go: a panic is handed on.
func broken(panics <-chan any, errs <-chan error) error {
	select { // site: select; ends: value; by: p := <-panics
	case p := <-panics:
		panic(p)
	case err := <-errs:
		return err
	}
}

// listenersGone: shape of traefik, pkg/server/server_entrypoint_tcp.go (Accept).
func listenersGone(closed <-chan struct{}, conns <-chan link, errs <-chan error) (link, error) {
	select { // site: select; ends: done; by: <-closed
	case <-closed:
		return nil, errShut
	case l := <-conns:
		return l, nil
	case err := <-errs:
		return nil, err
	}
}
