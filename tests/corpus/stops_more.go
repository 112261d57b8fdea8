package corpus

import "time"

// double: shape of syncthing, lib/protocol/protocol.go (dispatcherLoop): priority for closed.
func double(inbox <-chan job, closed <-chan struct{}) error {
	for {
		select {
		case <-closed:
			return errShut
		default:
		}
		var j job
		select { // site: select; ends: done; by: <-closed
		case j = <-inbox:
		case <-closed:
			return errShut
		}
		if err := do(j); err != nil {
			return err
		}
	}
}

type generation interface {
	Done() <-chan struct{}
	Hand(job) error
}

// follow: shape of kafka-go, consumergroup.go: Done() of something that is no context.
func follow(g generation, in <-chan job) error {
	for {
		select { // site: select; ends: done; by: <-g.Done()
		case <-g.Done():
			return nil
		case j := <-in:
			if err := g.Hand(j); err != nil {
				return err
			}
		}
	}
}

type batcher struct {
	stop   chan struct{}
	input  chan job
	output chan []job
}

// collect: shape of sarama, consumer.go (subscriptionManager): stop ends the inner loop,
// then the outer one; the timer ends only the inner one.
func (b *batcher) collect(window time.Duration) {
	defer close(b.output)
	for {
		var got []job
		select { // site: select; ends: done; by: <-b.stop
		case <-b.stop:
			return
		case j := <-b.input:
			got = append(got, j)
		case b.output <- nil:
			continue
		}
		stopping := false
		t := time.NewTimer(window)
		for full := false; !full; {
			select { // site: select; ends: done; by: <-b.stop; seen: some
			case <-b.stop:
				stopping = true
				full = true
			case j := <-b.input:
				got = append(got, j)
			case <-t.C:
				full = true
			}
		}
		t.Stop()
		b.output <- got // site: send; ends: some; kind: plain; by: b.output <- got
		if stopping {
			return
		}
	}
}

// writes: shape of badger, db.go (doWrites): the way out is a goto.
func writes(in <-chan job, gone <-chan struct{}, flush func([]job)) {
	pending := make(chan struct{}, 1)
	put := func(js []job) {
		flush(js)
		<-pending
	}
	var js []job
	for {
		select { // site: select; ends: done; by: <-gone
		case j := <-in:
			js = append(js, j)
		case <-gone:
			goto finish
		}
		for {
			select { // site: select; ends: done; by: <-gone
			case j := <-in:
				js = append(js, j)
			case pending <- struct{}{}:
				goto write
			case <-gone:
				goto finish
			}
		}
	write:
		go put(js)
		js = nil
		continue
	finish:
		flush(js)
		return
	}
}
