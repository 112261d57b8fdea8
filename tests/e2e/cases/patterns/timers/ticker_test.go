package timers

import (
	"testing"
	"time"
)

func TestTickerLeak(t *testing.T) {
	ticker := time.NewTicker(time.Hour)
	go func() { // leak: chan receive rule=ticker
		for range ticker.C {
		}
	}()
	ticker.Stop() // which does not close ticker.C
}

func TestTickerReceiveLeak(t *testing.T) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	go func() { // leak: chan receive rule=ticker
		for {
			<-ticker.C
		}
	}()
}

func TestTickerClean(t *testing.T) {
	ctx := t.Context()
	go func() {
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
		}
	}()
}
