package corpus

import (
	"context"
	"time"
)

// Look-alikes as they stand in public code.

// streamQuery: shape of serf, cmd/serf/command/agent/ipc_query_response_stream.go: done is a
// timer, started once before the loop.
func streamQuery(left time.Duration, acks <-chan string, send func(string) error) {
	done := time.After(left)
	for {
		select { // site: select; ends: time; by: <-done
		case a := <-acks:
			if err := send(a); err != nil {
				return
			}
		case <-done:
			if err := send("end"); err != nil {
				note(err)
			}
			return
		}
	}
}

// confirmed: shape of lnd, funding/manager.go (waitForFundingWithTimeout): the timeout brings
// an error and is no timer.
func confirmed(watch func(chan struct{}, chan job), late func(chan struct{}, chan error), quit <-chan struct{}) (job, error) {
	conf := make(chan job)
	timeout := make(chan error, 1)
	cancel := make(chan struct{})
	go watch(cancel, conf)
	go late(cancel, timeout)
	defer close(cancel)
	select { // site: select; ends: done; by: <-quit
	case err := <-timeout:
		if err != nil {
			return job{}, err
		}
		return job{}, errLate
	case <-quit:
		return job{}, errShut
	case j, ok := <-conf:
		if !ok {
			return job{}, errRefused
		}
		return j, nil
	}
}

// manager: shape of go-ethereum, accounts/manager.go (update): quit brings the channel for the
// answer.
type manager struct {
	updates chan job
	added   chan job
	quit    chan chan error
	term    chan struct{}
}

func (m *manager) update(merge func(job)) {
	for {
		select { // site: select; ends: some; by: back := <-m.quit
		case j := <-m.updates:
			merge(j)
		case j := <-m.added:
			merge(j)
		case back := <-m.quit:
			back <- nil // site: send; ends: value; kind: plain; by: back <- nil
			close(m.term)
			return
		}
	}
}

// derive: shape of go-ethereum, accounts/scwallet/wallet.go (selfDerive): what quit brings is
// what the loop's head looks at.
func (m *manager) derive(reqs <-chan chan struct{}, one func() error) {
	var back chan error
	var err error
	for back == nil && err == nil {
		var req chan struct{}
		select { // site: select; ends: some; by: back = <-m.quit
		case back = <-m.quit:
			continue
		case req = <-reqs:
		}
		err = one()
		req <- struct{}{} // site: send; ends: some; kind: signal; by: req <- struct{}{}
	}
	if err != nil {
		back = <-m.quit // site: receive; ends: value; kind: plain; by: back = <-m.quit
	}
	back <- err // site: send; ends: value; kind: plain; by: back <- err
}

// beforeKill: shape of nomad, client/allocrunner/taskrunner/task_runner.go: no loop, so that
// the break is nothing but an end of the wait; the delay ends it anyway.
func beforeKill(ctx context.Context, delay time.Duration, results <-chan reply, kill func() reply) reply {
	if delay != 0 {
		select { // site: select; ends: time; by: <-time.After(delay)
		case r := <-results:
			return r
		case <-ctx.Done():
			break
		case <-time.After(delay):
		}
	}
	return kill()
}

// peer of a listener: shape of traefik, pkg/udp/conn.go (readLoop): the done of one connection
// does not end the reading.
type peer struct {
	got  chan []byte
	done chan struct{}
}

// Close ends one connection.
func (p *peer) Close() { close(p.done) }

func readLoop(read func() ([]byte, error), of func([]byte) (*peer, error)) {
	for {
		b, err := read()
		if err != nil {
			return
		}
		p, err := of(b)
		if err != nil {
			continue
		}
		select { // site: select; ends: some; by: p.got <- b
		case p.got <- b:
		case <-p.done:
			continue
		}
	}
}

// differences: shape of minio, cmd/bucket-replication.go: the context goes on with the next
// one; the range's end is the end.
func differences(ctx context.Context, objs <-chan job, diffs chan<- job) {
	defer close(diffs)
	for o := range objs { // site: receive; ends: closed; kind: range; by: range objs
		if o.size == 0 {
			continue
		}
		select { // site: select; ends: some; by: diffs <- o
		case diffs <- o:
		case <-ctx.Done():
			continue
		}
	}
}
