package p

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		done := make(chan struct{})
		go func() {
			<-ctx.Done()
			close(done)
		}()
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		<-done
	})
}

func TestOutside(t *testing.T) {
	t.Parallel()
	go func() { select {} }() // leak: select (no cases)
}

func TestBubbleInSubtest(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			tick := time.NewTicker(time.Minute)
			defer tick.Stop()
			for range 60 {
				<-tick.C
			}
		})
	})
}
