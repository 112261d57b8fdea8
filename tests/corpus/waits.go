package corpus

import (
	"sync"
	"time"
)

// tokens: shape of restic, internal/backend/sema/semaphore.go: taken and given back by two
// methods; its room is made in newTokens.
type tokens struct{ ch chan struct{} }

func newTokens(n int) tokens { return tokens{ch: make(chan struct{}, n)} }

// Get takes one.
func (t tokens) Get() {
	t.ch <- struct{}{} // site: send; ends: value; kind: slot, by another function; by: t.ch <- struct{}{}
}

// Release gives one back.
func (t tokens) Release() { <-t.ch }

// untilFinished: shape of k6, internal/cmd/cloud.go: a range over a ticker that a break leaves.
func untilFinished(every time.Duration, look func() (int, error), cancel func()) {
	t := time.NewTicker(every)
	defer t.Stop()
	for range t.C { // site: receive; ends: some; kind: ticker; by: range t.C
		n, err := look()
		if err != nil {
			note(err)
			continue
		}
		if n >= 100 {
			cancel()
			break
		}
	}
}

// probe: shape of moby, daemon/health.go: one timer for two waits, emptied in between.
func probe(run func() error, started <-chan struct{}, cancel func(), limit time.Duration) error {
	errc := make(chan error, 1)
	go func() { errc <- run() }() // site: send; ends: value; kind: plain; by: errc <- run()
	t := time.NewTimer(30 * time.Second)
	defer t.Stop()
	select { // site: select; ends: time; by: <-t.C
	case <-t.C:
		return errLate
	case err := <-errc:
		if err != nil {
			return err
		}
	case <-started:
	}
	if !t.Stop() {
		<-t.C // site: receive; ends: time; kind: timer; by: <-t.C
	}
	t.Reset(limit)
	select { // site: select; ends: time; by: <-t.C
	case <-t.C:
		cancel()
		err := <-errc // site: receive; ends: value; kind: plain; by: err := <-errc
		note("too slow:", err)
		return errLate
	case err := <-errc:
		return err
	}
}

// dirWatch: shape of go-ethereum, accounts/keystore/watch.go: the timer only gathers events.
type dirWatch struct {
	quit   chan struct{}
	events chan string
	errs   chan error
}

func (w *dirWatch) loop(scan func()) {
	due := false
	debounce := time.NewTimer(0)
	if !debounce.Stop() {
		<-debounce.C // site: receive; ends: time; kind: timer; by: <-debounce.C
	}
	defer debounce.Stop()
	for {
		select { // site: select; ends: done; by: <-w.quit; closer: (*dirWatch).close
		case <-w.quit:
			return
		case _, ok := <-w.events:
			if !ok {
				return
			}
			if !due {
				debounce.Reset(time.Second / 2)
				due = true
			}
		case err, ok := <-w.errs:
			if !ok {
				return
			}
			note(err)
		case <-debounce.C:
			scan()
			due = false
		}
	}
}

func (w *dirWatch) close() { close(w.quit) }

// longest: shape of nomad, client/allocrunner/max_run_duration_hook.go.
type longest struct {
	mu    sync.Mutex
	timer *time.Timer
	late  func(time.Time)
}

func (h *longest) arm(left time.Duration, at time.Time) {
	h.timer = time.NewTimer(left)
	go func(t *time.Timer) {
		<-t.C // site: receive; ends: time; kind: timer; by: <-t.C
		h.mu.Lock()
		if h.timer != t {
			h.mu.Unlock()
			return
		}
		h.timer = nil
		h.mu.Unlock()
		h.late(at)
	}(h.timer)
}

// flushState: shape of nats-server, server/filestore.go (flushStreamStateLoop).
func flushState(quit, done chan struct{}, write func() error) {
	defer close(done)
	t := time.NewTicker(2 * time.Minute)
	defer t.Stop()
	for {
		select { // site: select; ends: done; by: <-quit
		case <-t.C:
			if err := write(); err != nil {
				note("no more:", err)
				return
			}
		case <-quit:
			return
		}
	}
}
