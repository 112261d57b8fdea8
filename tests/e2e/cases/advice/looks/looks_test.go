package looks

import (
	"sync"
	"testing"
	"time"
)

func TestBar(t *testing.T) {
	b := New()
	_ = b
}

func TestPoller(t *testing.T) {
	p := Poll()
	_ = p
}

func TestPool(t *testing.T) {
	(&pool{}).Get()
}

func TestQueue(t *testing.T) {
	q := Queue()
	_ = q
}

type silent struct {
	sync.Mutex
	more *sync.Cond
	over bool
}

func (s *silent) Stop() { s.over = true }

func (s *silent) add() { s.more.Signal() }

func TestSilent(t *testing.T) {
	s := &silent{}
	s.more = sync.NewCond(s)
	s.add()
	go func() { // leak: sync.Cond.Wait rule=cond why="it asks for s.over (looks/looks_test.go:45)" fix="Broadcast behind looks/looks_test.go:34 in (*silent).Stop"
		s.Lock()
		defer s.Unlock()
		for !s.over {
			s.more.Wait()
		}
	}()
	time.Sleep(time.Millisecond)
}
