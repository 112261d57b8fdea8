package timers

import (
	"testing"
	"time"
)

func TestTimerLeak(t *testing.T) {
	timer := time.NewTimer(time.Hour)
	go func() { // leak: chan receive rule=timer
		<-timer.C
	}()
	timer.Stop() // now it never fires
}

func TestTimerClean(t *testing.T) {
	timer := time.NewTimer(time.Hour)
	go func() {
		<-timer.C
	}()
	timer.Reset(0)
}
