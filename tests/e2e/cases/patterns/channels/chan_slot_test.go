package channels

import "testing"

// limiter lets one job run at a time.
type limiter chan struct{}

func (l limiter) run(job func()) {
	l <- struct{}{}
	job()
	<-l
}

func (l limiter) runAndRelease(job func()) {
	l <- struct{}{}
	defer func() { <-l }()
	job()
}

func TestChanSlotLeak(t *testing.T) {
	l := make(limiter, 1)
	func() {
		defer func() { recover() }()
		l.run(func() { panic("no such file") })
	}()
	go l.run(func() {}) // leak: chan send rule=chan-slot
}

func TestChanSlotClean(t *testing.T) {
	l := make(limiter, 1)
	func() {
		defer func() { recover() }()
		l.runAndRelease(func() { panic("no such file") })
	}()
	go l.runAndRelease(func() {})
}
