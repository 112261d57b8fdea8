package corpus

import (
	"context"
	"time"
)

// tap: shape of moby, daemon/libnetwork/cmd/networkdb-test/dummyclient/dummyClient.go: a field
// C that is no timer's.
type tap struct {
	C    chan string
	done chan struct{}
}

// Done is closed with the tap.
func (t *tap) Done() chan struct{} { return t.done }

// Close closes the tap.
func (t *tap) Close() { close(t.done) }

func tableEvents(t *tap, seen map[string]int) {
	for {
		select { // site: select; ends: done; by: <-t.Done(); closer: (*tap).Close
		case <-t.Done():
			return
		case s := <-t.C:
			seen[s]++
		}
	}
}

// onlyC: the same without its end.
func onlyC(t *tap, n *int) {
	for {
		<-t.C // site: receive; ends: none; kind: plain; by: -
		*n++
	}
}

// heads is made up: a ticker by name alone.
func heads(ticker <-chan int, mine func(int)) {
	for {
		select { // site: select; ends: none; by: -
		case n := <-ticker:
			mine(n)
		}
	}
}

// conversation has a Done of its own; a variable of it called ctx is no context.
type conversation struct{ gone chan struct{} }

// Done is closed when the other side goes.
func (c *conversation) Done() <-chan struct{} { return c.gone }

// serveConversation is made up.
func serveConversation(ctx *conversation, in <-chan job) {
	for {
		select { // site: select; ends: done; by: <-ctx.Done()
		case j := <-in:
			_ = do(j)
		case <-ctx.Done():
			return
		}
	}
}

// hidden has a context under another name.
type hidden struct{ stop context.Context }

// work is made up.
func (h *hidden) work(in <-chan job) {
	for {
		select { // site: select; ends: context; by: <-h.stop.Done()
		case j := <-in:
			_ = do(j)
		case <-h.stop.Done():
			return
		}
	}
}

// clock: shape of go-libp2p, p2p/host/peerstore/pstoreds/addr_book.go: time behind an interface.
type clock interface {
	After(time.Duration) <-chan time.Time
}

func hold(c clock, d time.Duration, stop <-chan struct{}) {
	select { // site: select; ends: time; by: <-c.After(d)
	case <-c.After(d):
	case <-stop:
	}
}

// line has an After that has nothing to do with time.
type line struct{ turns map[int]chan struct{} }

// After is closed when n is through.
func (l *line) After(n int) <-chan struct{} { return l.turns[n] }

// inTurn is made up after etcd, pkg/wait (a wait for an index).
func inTurn(l *line, n int, f func()) {
	select { // site: select; ends: done; by: <-l.After(n - 1)
	case <-l.After(n - 1):
	}
	f()
}

// subscription: shape of go-ethereum, event: Err() is closed by the end.
type subscription interface{ Err() <-chan error }

// broadcastTxs: shape of go-ethereum, eth/handler.go (txBroadcastLoop).
func broadcastTxs(s subscription, txs <-chan []job, send func([]job)) {
	for {
		select { // site: select; ends: done; by: <-s.Err()
		case js := <-txs:
			send(js)
		case <-s.Err():
			return
		}
	}
}

// cancels is made up after lnd, chainntnfs/bitcoindnotify/bitcoind.go: what comes over cancel
// is somebody else's end.
func cancels(cancel <-chan int, add <-chan job, open map[int]job) {
	for {
		select { // site: select; ends: none; by: -
		case n := <-cancel:
			delete(open, n)
		case j := <-add:
			open[j.id] = j
		}
	}
}

// deadlined is made up: the caller's time.
func deadlined(deadline <-chan time.Time, in <-chan []byte) ([]byte, error) {
	select { // site: select; ends: time; by: <-deadline
	case b := <-in:
		return b, nil
	case <-deadline:
		return nil, errLate
	}
}
