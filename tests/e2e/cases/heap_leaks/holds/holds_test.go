package holds

import "testing"

func TestHolds(t *testing.T) {
	done := make(chan struct{})
	for range 3 {
		go wait(done) // leak: chan receive count=3 tier=growing
	}
}

func TestClean(t *testing.T) {
	done := make(chan struct{})
	close(done)
	wait(done)
}
