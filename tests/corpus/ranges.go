package corpus

import (
	"context"
	"sync"
)

// Ranges over channels, and their hand-written kin.

// verifyAll: shape of restic, internal/restorer/restorer.go (VerifyFiles): a pool of workers
// that the closing of the work ends.
func verifyAll(ctx context.Context, visit func(func(job) error) error, workers int) error {
	work := make(chan job, 2*workers)
	var wg sync.WaitGroup
	errs := make(chan error, workers+1)
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer close(work)
		errs <- visit(func(j job) error {
			select { // site: select; ends: context; by: <-ctx.Done()
			case <-ctx.Done():
				return ctx.Err()
			case work <- j:
				return nil
			}
		})
	}()
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range work { // site: receive; ends: closed; kind: range; by: range work
				if err := do(j); err != nil {
					errs <- err // site: send; ends: some; kind: plain; by: errs <- err
				}
				if ctx.Err() != nil {
					break
				}
			}
		}()
	}
	wg.Wait()
	return <-errs // site: receive; ends: value; kind: plain; by: <-errs
}

// loadTrees: shape of restic, internal/data/tree_stream.go (loadTreeWorker).
func loadTrees(ctx context.Context, in <-chan job, out chan<- job) error {
	for j := range in { // site: receive; ends: closed; kind: range; by: range in
		if j.size == 0 {
			return errRefused
		}
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			return nil
		case out <- j:
		}
	}
	return nil
}

type broker struct {
	subs    chan []job
	feeders map[int]chan job
}

// consume: shape of sarama, consumer.go (subscriptionConsumer): a range with continues and
// an error that leaves; each result goes to its own feeder.
func (b *broker) consume(fetch func([]job) (map[int]job, error)) {
	for set := range b.subs { // site: receive; ends: closed; kind: range; by: range b.subs; closer: (*broker).drop
		if len(set) == 0 {
			continue
		}
		got, err := fetch(set)
		if err != nil {
			note(err)
			return
		}
		for n, j := range got {
			f, ok := b.feeders[n]
			if !ok {
				continue
			}
			f <- j // site: send; ends: some; kind: plain; by: f <- j
		}
	}
}

// drop ends consume.
func (b *broker) drop() { close(b.subs) }

// sessions: shape of amqp091-go, _examples/pubsub/pubsub.go (subscribe): a range over a
// channel of channels, and within it one over the deliveries: when those end, the next
// session is waited for.
func sessions(ss chan chan chan job, out chan<- job) {
	for s := range ss { // site: receive; ends: closed; kind: range; by: range ss

		deliveries := <-s // site: receive; ends: some; kind: plain; by: deliveries := <-s

		for d := range deliveries { // site: receive; ends: some; kind: range; by: range deliveries
			out <- d // site: send; ends: some; kind: plain; by: out <- d
		}
	}
}
