package timers

import (
	"testing"
	"time"
)

func TestTimeTickLeak(t *testing.T) {
	go func() { // leak: chan receive rule=time-tick
		for range time.Tick(time.Hour) {
		}
	}()
}

func TestTimeTickClean(t *testing.T) {
	ctx := t.Context()
	go func() {
		tick := time.Tick(time.Hour)
		for {
			select {
			case <-tick:
			case <-ctx.Done():
				return
			}
		}
	}()
}
