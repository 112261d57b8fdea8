package events

import (
	"syscall"
	"testing"
	"time"
)

func TestPoller(t *testing.T) {
	p := NewPoller()
	_ = p
	time.Sleep(10 * time.Millisecond)
}

// A call of the system that is no loop of events.
func TestReads(t *testing.T) {
	ends := make([]int, 2)
	if err := syscall.Pipe(ends); err != nil {
		t.Fatal(err)
	}
	go syscall.Read(ends[0], make([]byte, 1)) // leak: syscall rule=syscall
	time.Sleep(10 * time.Millisecond)
}
