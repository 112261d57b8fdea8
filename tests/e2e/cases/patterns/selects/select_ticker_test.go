package selects

import (
	"testing"
	"time"
)

func TestSelectTickerLeak(t *testing.T) {
	orders := make(chan int)
	ticker := time.NewTicker(time.Hour)
	go func() { // leak: select rule=select-ticker
		for {
			select {
			case <-orders:
			case <-ticker.C:
			}
		}
	}()
	orders <- 1
	ticker.Stop()
}

func TestSelectTickerClean(t *testing.T) {
	orders := make(chan int)
	done := make(chan struct{})
	defer close(done)
	go func() {
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		for {
			select {
			case <-orders:
			case <-ticker.C:
			case <-done:
				return
			}
		}
	}()
	orders <- 1
}
