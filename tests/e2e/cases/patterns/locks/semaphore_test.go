package locks

import (
	"testing"
	_ "unsafe" // for go:linkname
)

// The semaphores below package sync, which some network stacks use directly.

//go:linkname acquire sync.runtime_Semacquire
func acquire(s *uint32)

//go:linkname release sync.runtime_Semrelease
func release(s *uint32, handoff bool, skipframes int)

func TestSemaphoreLeak(t *testing.T) {
	go acquire(new(uint32)) // leak: semacquire rule=semaphore
}

func TestSemaphoreClean(t *testing.T) {
	s := new(uint32)
	go acquire(s)
	release(s, false, 0)
}
