package unclosed

import (
	"testing"
	"time"
)

func TestOpen(t *testing.T) {
	s := &Server{}
	s.Open("a")
}

func TestHub(t *testing.T) {
	h := NewHub()
	h.Queue(1)
}

func TestLog(t *testing.T) {
	l := NewLog()
	l.Print("a")
}

func TestPeriodic(t *testing.T) {
	done := make(chan struct{})
	go Periodic(done) // leak: select test=TestPeriodic fix="t.Cleanup(func() { close(done) }) after unclosed/unclosed_test.go:24"
}

func TestPeriodicToo(t *testing.T) {
	over := make(chan struct{})
	go Periodic(over) // leak: select test=TestPeriodicToo fix="t.Cleanup(func() { close(over) }) after unclosed/unclosed_test.go:29"
}

func TestCounts(t *testing.T) {
	go func() { // leak: sleep test=TestCounts why="its loop ends where `!(i < 1000)` holds (unclosed/unclosed_test.go:35), and that comes later than the wait for it ended"
		for i := 0; i < 1000; i++ {
			time.Sleep(time.Second)
		}
	}()
}
