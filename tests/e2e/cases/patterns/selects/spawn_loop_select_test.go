package selects

import "testing"

type mirror struct {
	answers chan int
	errors  chan error
}

func newMirror(room int) *mirror {
	return &mirror{answers: make(chan int, room), errors: make(chan error, room)}
}

// ask starts one goroutine for each server, of which one is heard.
func (m *mirror) ask() int {
	for i := range 4 {
		go func() { // leak: select rule=spawn-loop-select test=TestSpawnLoopSelectLeak count=3
			select {
			case m.answers <- i:
			case m.errors <- nil:
			}
		}()
	}
	select {
	case answer := <-m.answers:
		return answer
	case <-m.errors:
		return -1
	}
}

func TestSpawnLoopSelectLeak(t *testing.T) { newMirror(0).ask() }

func TestSpawnLoopSelectClean(t *testing.T) { newMirror(4).ask() }
