package timers

import (
	"testing"
	"time"
)

func TestSleepLeak(t *testing.T) {
	go func() { // leak: sleep rule=sleep
		for {
			time.Sleep(time.Hour)
		}
	}()
}

func TestSleepClean(t *testing.T) {
	ctx := t.Context()
	go func() {
		for {
			select {
			case <-time.After(time.Hour):
			case <-ctx.Done():
				return
			}
		}
	}()
}
