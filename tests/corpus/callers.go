package corpus

import (
	"context"
	"time"
)

// Selects in functions that a loop elsewhere calls.

type poller struct {
	ctx  context.Context
	quit chan struct{}
	in   chan job
}

// step is made up: one turn; the loop is the caller's.
func (p *poller) step(pause time.Duration) bool {
	select { // site: select; ends: time; by: <-time.After(pause)
	case j := <-p.in:
		return do(j) == nil
	case <-time.After(pause):
		return true
	}
}

func (p *poller) loop() {
	for p.ctx.Err() == nil {
		if !p.step(time.Second) {
			note("bad job")
		}
	}
}

// waitOne is made up: each wait ends, what waits never does.
func (p *poller) waitOne() (job, error) {
	select { // site: select; ends: done; by: <-p.quit; closer: (*poller).Stop; caller: (*poller).endless
	case j := <-p.in:
		return j, nil
	case <-p.quit:
		return job{}, errShut
	}
}

func (p *poller) endless() {
	for {
		j, err := p.waitOne() // caller of: waitOne
		if err != nil {
			continue
		}
		_ = do(j)
	}
}

// Stop ends the waits.
func (p *poller) Stop() { close(p.quit) }

// waitTwo: the same, but the caller heeds what comes back.
func (p *poller) waitTwo() (job, bool) {
	select { // site: select; ends: context; by: <-p.ctx.Done()
	case j := <-p.in:
		return j, true
	case <-p.ctx.Done():
		return job{}, false
	}
}

func (p *poller) heeding() {
	for {
		j, ok := p.waitTwo()
		if !ok {
			return
		}
		_ = do(j)
	}
}

// pause is made up: called for ever by retryForEver.
func pause(d time.Duration) {
	<-time.After(d) // site: receive; ends: time; kind: after; by: <-time.After(d); caller: retryForEver
}

func retryForEver(try func() error) {
	for {
		if err := try(); err != nil {
			note(err)
		}
		pause(time.Second) // caller of: pause
	}
}

// delay: shape of moby, daemon/internal/libcontainerd/remote/client.go: a timer that is waited
// for plainly.
func delay(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	<-t.C // site: receive; ends: time; kind: timer; by: <-t.C
}

// hang is made up: a handler that waits for its client to go.
func hang(l link) error {
	<-l.Context().Done() // site: receive; ends: context; kind: context; by: <-l.Context().Done()
	return l.Context().Err()
}

// stopWhenGone is made up: a goroutine for the end alone.
func stopWhenGone(ctx context.Context, stop func()) {
	go func() {
		<-ctx.Done() // site: receive; ends: context; kind: context; by: <-ctx.Done()
		stop()
	}()
}

// acquire: shape of golang/sync, semaphore/semaphore.go (Acquire): the Done channel in a variable.
func acquire(ctx context.Context, ready chan struct{}) error {
	done := ctx.Done()
	select { // site: select; ends: context; by: <-done
	case <-done:
		select {
		case <-ready:
			return nil
		default:
		}
		return ctx.Err()
	case <-ready:
	}
	return nil
}

// resend: shape of watermill, pubsub/gochannel/pubsub.go: nacked goes round, acked leaves.
func resend(msg func() (ack, nack <-chan struct{}), out chan<- job, j job, closing <-chan struct{}) {
again:
	for {
		select { // site: select; ends: done; by: <-closing
		case out <- j:
		case <-closing:
			return
		}
		ack, nack := msg()
		select { // site: select; ends: done; by: <-ack
		case <-ack:
			return
		case <-nack:
			continue again
		case <-closing:
			return
		}
	}
}
