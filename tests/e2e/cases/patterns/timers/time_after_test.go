package timers

import (
	"testing"
	"time"
)

func TestTimeAfterLeak(t *testing.T) {
	go func() { // leak: chan receive rule=time-after
		<-time.After(time.Hour)
	}()
}

func TestTimeAfterClean(t *testing.T) {
	ctx := t.Context()
	go func() {
		select {
		case <-time.After(time.Hour):
		case <-ctx.Done():
		}
	}()
}
