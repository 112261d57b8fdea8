package corpus

import (
	"log"
	"time"
)

// Ends that stand apart from the receive, and what looks like an end and is none.

type wire struct {
	frames chan *job
	sends  chan job
	beat   time.Duration
}

func (w *wire) Disconnect() { close(w.sends) }

func (w *wire) read(next func() (*job, error)) {
	for {
		j, err := next()
		if err != nil {
			close(w.frames)
			return
		}
		w.frames <- j // site: send; ends: some; by: w.frames <- j
	}
}

// process: shape of go-stomp, conn.go (processLoop): a timer is put off before the check, and other
// paths leave too.
func (w *wire) process() {
	var due <-chan time.Time
	var timer *time.Timer
	for {
		if w.beat > 0 && timer == nil {
			timer = time.NewTimer(w.beat)
			due = timer.C
		}
		select { // site: select; ends: closed; by: j, ok := <-w.frames; closer: (*wire).read
		case <-due:
			return
		case j, ok := <-w.frames:
			if timer != nil {
				timer.Stop()
				timer = nil
				due = nil
			}
			if !ok {
				return
			}
			if j == nil {
				continue
			}
			if j.retry {
				return
			}
		case j, ok := <-w.sends:
			if timer != nil {
				timer.Stop()
			}
			if !ok {
				return
			}
			_ = do(j)
		}
	}
}

// skips is made up: a value that is not wanted goes on before the channel is looked at.
func skips(in <-chan job) {
	for {
		j, ok := <-in // site: receive; ends: some; kind: plain; by: j, ok := <-in
		if j.retry {
			continue
		}
		if !ok {
			return
		}
		_ = do(j)
	}
}

// forgets is made up: what is asked is not what was received.
func forgets(in <-chan job) {
	for {
		j, ok := <-in // site: receive; ends: some; kind: plain; by: j, ok := <-in
		ok = j.retry || ok
		if !ok {
			return
		}
		_ = do(j)
	}
}

// serve: shape of go-stomp, server/processor.go (Serve): a request that cannot be panics, and nothing
// ends the loop.
func serve(requests chan job) {
	for {
		r := <-requests // site: receive; ends: none; kind: plain; by: r := <-requests
		switch r.id {
		case 1:
			if !r.retry {
				panic("missing destination")
			}
			_ = do(r)
		case 2:
			log.Panicf("what is %d", r.id)
		}
	}
}

// guard is made up: a panic alone is an end all the same.
func guard(broken <-chan struct{}, in <-chan job) {
	for {
		select { // site: select; ends: done; by: <-broken
		case <-broken:
			panic("broken")
		case j := <-in:
			_ = do(j)
		}
	}
}
