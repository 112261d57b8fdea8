package corpus

import "context"

// Waits for one thing, no loop around them.

// handshake: shape of grpc-go, credentials/xds/xds.go and kafka-go, dialer.go: the result
// channel has room, so that the helper never hangs.
func handshake(ctx context.Context, shake func() error) error {
	errc := make(chan error, 1)
	go func() {
		errc <- shake() // site: send; ends: value; kind: plain; by: errc <- shake()
		close(errc)
	}()
	select { // site: select; ends: context; by: <-ctx.Done()
	case err := <-errc:
		if err != nil {
			return err
		}
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

type client struct {
	shutdown chan struct{}
	pending  chan *call
}

type call struct {
	answer chan reply
	errs   chan error
}

// ask: shape of lnd, sweep/sweeper.go (PendingInputs): two selects after one another.
func (c *client) ask() (reply, error) {
	q := &call{answer: make(chan reply, 1), errs: make(chan error, 1)}
	select { // site: select; ends: done; by: <-c.shutdown; closer: (*client).Close
	case c.pending <- q:
	case <-c.shutdown:
		return reply{}, errShut
	}
	select { // site: select; ends: done; by: <-c.shutdown; closer: (*client).Close
	case r := <-q.answer:
		return r, nil
	case err := <-q.errs:
		return reply{}, err
	case <-c.shutdown:
		return reply{}, errShut
	}
}

// Close makes every waiting call fail.
func (c *client) Close() error {
	close(c.shutdown)
	return nil
}

// serveBoth: shape of quic-go, http3/server.go (ListenAndServeTLS): the first failure ends it.
func serveBoth(tcp, udp func() error) error {
	t := make(chan error, 1)
	u := make(chan error, 1)
	go func() { t <- tcp() }() // site: send; ends: value; kind: plain; by: t <- tcp()
	go func() { u <- udp() }() // site: send; ends: value; kind: plain; by: u <- udp()

	select { // site: select; ends: value; by: err := <-t
	case err := <-t:
		return err
	case err := <-u:
		return err
	}
}

// connection: shape of amqp091-go, connection.go (call): an error channel that closes when
// the connection goes.
func connection(errs <-chan error, answers <-chan reply) (reply, error) {
	var r reply
	select { // site: select; ends: closed; by: e, ok := <-errs; seen: value
	case e, ok := <-errs:
		if ok {
			return r, e
		}
		return r, errShut
	case r = <-answers:
	}
	if r.err != nil {
		return r, r.err
	}
	return r, nil
}

// bothThenWait: shape of go-libp2p, p2p/net/upgrader/upgrader.go (setupMuxer).
func bothThenWait(ctx context.Context, negotiate func() reply, hangUp func()) (reply, error) {
	done := make(chan reply, 1)
	go func() { done <- negotiate() }() // site: send; ends: value; kind: plain; by: done <- negotiate()

	select { // site: select; ends: context; by: <-ctx.Done()
	case r := <-done:
		return r, r.err
	case <-ctx.Done():
		hangUp()
		r := <-done // site: receive; ends: value; kind: plain; by: r := <-done
		note("came too late:", r.text)
		return reply{}, ctx.Err()
	}
}
