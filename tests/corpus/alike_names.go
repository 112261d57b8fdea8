package corpus

import (
	"sync"
	"time"
)

// Names that promise something else than what is there.

// refreshTable: shape of go-ethereum, p2p/discover/table.go (loop): refreshDone only says
// that the next refresh may come; closeReq is the end.
func refreshTable(refresh func(chan struct{}), reqs <-chan chan struct{}, closeReq <-chan struct{}) {
	var refreshDone chan struct{}
	var waiting []chan struct{}
	next := time.NewTimer(time.Minute)
	defer next.Stop()
loop:
	for {
		select { // site: select; ends: done; by: <-closeReq
		case <-next.C:
			if refreshDone == nil {
				refreshDone = make(chan struct{})
				go refresh(refreshDone)
			}
		case r := <-reqs:
			waiting = append(waiting, r)
		case <-refreshDone:
			for _, w := range waiting {
				close(w)
			}
			waiting, refreshDone = nil, nil
			next.Reset(time.Minute)
		case <-closeReq:
			break loop
		}
	}
	if refreshDone != nil {
		<-refreshDone // site: receive; ends: done; kind: plain; by: <-refreshDone
	}
}

// rounds is made up: done is the end of one round.
func rounds(done <-chan struct{}, show func(int)) {
	t := time.NewTicker(time.Second)
	n := 0
	for {
		select { // site: select; ends: tick; by: -
		case <-done:
			n++
		case <-t.C:
			show(n)
		}
	}
}

// inTime is made up after go-ethereum, core/vm/interpreter_test.go: timeout is a channel that
// somebody closes.
func inTime(timeout <-chan struct{}, results <-chan reply) (reply, bool) {
	select { // site: select; ends: done; by: <-timeout
	case r := <-results:
		return r, true
	case <-timeout:
		return reply{}, false
	}
}

// timeouts is made up: the same name in a loop, for a queue of jobs that were too late.
func timeouts(timeout <-chan job, late func(job)) {
	for {
		select { // site: select; ends: none; by: -
		case j := <-timeout:
			late(j)
		}
	}
}

// quitSoon is made up after the timers called done in nats-server, server/jetstream_test.go.
func quitSoon(d time.Duration, ok <-chan int) (int, error) {
	quit := time.After(d)
	select { // site: select; ends: time; by: <-quit
	case n := <-ok:
		return n, nil
	case <-quit:
		return 0, errLate
	}
}

// waitGroup: shape of several projects' own wait groups, whose Done() is a channel.
type waitGroup struct {
	n    int
	over chan struct{}
}

// Done is closed when all have come.
func (w *waitGroup) Done() <-chan struct{} { return w.over }

func (w *waitGroup) leave() {
	w.n--
	if w.n == 0 {
		close(w.over)
	}
}

// diagnostics: shape of stackrox, central/debug (a wait group among the cases).
func diagnostics(w *waitGroup, files <-chan []byte, write func([]byte) error) error {
	for {
		select { // site: select; ends: done; by: <-w.Done(); closer: (*waitGroup).leave
		case <-w.Done():
			return nil
		case f := <-files:
			if err := write(f); err != nil {
				return err
			}
		}
	}
}

// progress is made up: Done() counts what is through.
type progress struct{ through chan int }

// Done gives a number each time.
func (p *progress) Done() <-chan int { return p.through }

func (p *progress) sum(show func(int)) {
	all := 0
	for {
		select { // site: select; ends: none; by: -
		case n := <-p.Done():
			all += n
			show(all)
		}
	}
}

// fanIn is made up: the Done of a case is a wait group's.
func fanIn(wg *sync.WaitGroup, in <-chan job, marks <-chan struct{}) {
	for {
		select { // site: select; ends: none; by: -
		case j := <-in:
			_ = do(j)
			wg.Done()
		case <-marks:
			wg.Add(1)
		}
	}
}

// lastWord is made up: the value of waitDone is what is wanted.
func lastWord(waitDone <-chan reply) error {
	select { // site: select; ends: value; by: r := <-waitDone
	case r := <-waitDone:
		return r.err
	}
}
