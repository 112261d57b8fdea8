package corpus

import "time"

// OnStop ends schedule.
func (d *deadliner) OnStop() { close(d.quit) }

// tellAnyway: shape of amqp091-go, connection.go (shutdown).
func tellAnyway(l chan error, err error) {
	defer func() { _ = recover() }()
	select { // site: select; ends: time; by: <-time.After(5 * time.Second)
	case l <- err:
	case <-time.After(5 * time.Second):
	}
}

// confirmations: shape of amqp091-go, _examples/producer/producer.go (waitConfirmations):
// the loop counts, and each turn has its own limit.
func confirmations(open map[int]generation) {
	for n, g := range open {
		select { // site: select; ends: some; by: <-g.Done()
		case <-g.Done():
			delete(open, n)
		case <-time.After(time.Second):
			note("no confirmation of", n)
		}
	}
}

// wipeLater: shape of containerd, pkg/dialer/dialer.go (timeoutDialer): what comes after the
// limit is taken by another goroutine.
func wipeLater(dial func() (link, error), limit time.Duration) (link, error) {
	got := make(chan link)
	stop := make(chan struct{})
	go func() {
		defer close(got)
		for {
			select {
			case <-stop:
				return
			default:
				l, err := dial()
				if err != nil {
					<-time.After(10 * time.Millisecond) // site: receive; ends: some; kind: after; by: <-time.After(10 * time.Millisecond)
					continue
				}
				got <- l // site: send; ends: value; kind: plain; by: got <- l
				return
			}
		}
	}()
	select { // site: select; ends: time; by: <-time.After(limit)
	case l := <-got:
		return l, nil
	case <-time.After(limit):
		close(stop)
		go func() {
			if l := <-got; l != nil { // site: receive; ends: value; kind: plain; by: l := <-got
				_ = l.WriteFrame(nil)
			}
		}()
		return nil, errLate
	}
}

// stable is made up after raft, testing.go (GetInState): the timer starts again on each turn, the
// limit does not.
func stable(fast, slow, all time.Duration, events <-chan int, state func() int) int {
	t := time.NewTimer(slow)
	defer t.Stop()
	limit := time.After(all)
	for {
		if state() == 0 {
			t.Reset(slow)
		} else {
			t.Reset(fast)
		}
		select { // site: select; ends: some; by: <-t.C
		case <-limit:
			note("still not stable")
		case <-events:
			note("something happened")
		case <-t.C:
			if n := state(); n != 0 {
				return n
			}
		}
	}
}
