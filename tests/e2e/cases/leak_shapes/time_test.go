package shapes

import (
	"context"
	"testing"
	"time"
)

func TestSleepLoop(t *testing.T) {
	t.Parallel()
	go func() { // leak: sleep tier=lingering
		for {
			time.Sleep(time.Hour)
		}
	}()
}

func TestTickerLoop(t *testing.T) {
	t.Parallel()
	tick := time.NewTicker(10 * time.Minute)
	go func() { // leak: chan receive
		for range tick.C {
		}
	}()
}

func TestContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	go func() { // leak: chan receive
		<-ctx.Done()
	}()
}
