package selects

import "testing"

type session struct {
	frames chan int
	closed chan struct{}
}

func (s *session) CloseChan() <-chan struct{} { return s.closed }

func (s *session) run() {
	for {
		select {
		case <-s.frames:
		case <-s.CloseChan():
			return
		}
	}
}

func TestSelectDoneCallLeak(t *testing.T) {
	s := &session{frames: make(chan int), closed: make(chan struct{})}
	go s.run() // leak: select rule=select-done
	s.frames <- 1
}

func TestSelectDoneCallClean(t *testing.T) {
	s := &session{frames: make(chan int), closed: make(chan struct{})}
	defer close(s.closed)
	go s.run()
	s.frames <- 1
}
