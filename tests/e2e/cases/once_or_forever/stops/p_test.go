// Package stops has goroutines that end when they run alone, moments after they were told to, and hang on
// their way out behind another test: what ended is not what is left.
package stops

import (
	"sync/atomic"
	"testing"
	"time"
)

var sinks []chan int // every store sends its last word to all of them

func bye() {
	for _, sink := range sinks {
		sink <- 1
	}
}

// Is closed when it looks the next time.
type store struct{ closed atomic.Bool }

func open() *store {
	s := &store{}
	go func() { // leak: chan send tier=lingering test=TestOpenClose
		for !s.closed.Load() {
			time.Sleep(250 * time.Millisecond)
		}
		bye()
	}()
	return s
}

// Drains when it is told to stop.
func start() (stop func()) {
	quit := make(chan int)
	go func() { // leak: chan send tier=lingering test=TestStop
		<-quit
		<-time.After(250 * time.Millisecond)
		bye()
	}()
	return func() { close(quit) }
}

func TestSink(t *testing.T) {
	sink := make(chan int)
	sinks = append(sinks, sink) // and never takes it out again
	s := open()
	s.closed.Store(true)
	<-sink
}

func TestOpenClose(t *testing.T) {
	s := open()
	defer s.closed.Store(true)
}

func TestStop(t *testing.T) {
	start()()
	time.Sleep(100 * time.Millisecond)
}
