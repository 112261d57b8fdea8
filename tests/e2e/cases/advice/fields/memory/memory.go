// Package memory has stores with a goroutine that cleans them.
package memory

import "time"

type Store struct{ stop chan bool }

func (s *Store) Get() string { return "" }

// New starts what makes the channel by which it is stopped.
func New() *Store {
	s := &Store{}
	go s.clean() // leak: select test=TestWhatAFieldHolds fix="first make s.stop before the go statement (fields/memory/memory.go:13), then t.Cleanup(func() { m.Store.(*memory.Store).Stop() }) after fields/fields_test.go:27" why="the goroutine makes s.stop itself (fields/memory/memory.go:18), and a call before that does not reach it"
	return s
}

func (s *Store) clean() {
	s.stop = make(chan bool)
	for {
		select {
		case <-time.After(time.Hour):
		case <-s.stop:
			return
		}
	}
}

func (s *Store) Stop() {
	if s.stop != nil {
		s.stop <- true
	}
}

// Ready has its channel from the beginning.
type Ready struct{ stop chan bool }

func (r *Ready) Get() string { return "" }

func Early() *Ready {
	r := &Ready{stop: make(chan bool)}
	go r.clean() // leak: select test=TestWhatAFieldHoldsNowAndThen fix="call (*Ready).Stop (fields/memory/memory.go:55) of what Early made, which sends on r.stop, in t.Cleanup, after fields/fields_test.go:32"
	return r
}

func (r *Ready) clean() {
	for {
		select {
		case <-time.After(time.Hour):
		case <-r.stop:
			return
		}
	}
}

func (r *Ready) Stop() { r.stop <- true }
