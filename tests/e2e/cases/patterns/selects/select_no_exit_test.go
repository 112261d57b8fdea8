package selects

import "testing"

func TestSelectNoExitLeak(t *testing.T) {
	orders, refunds := make(chan int), make(chan int)
	go func() { // leak: select rule=select-no-exit
		for {
			select {
			case <-orders:
			case <-refunds:
			}
		}
	}()
	orders <- 1
}

func TestSelectNoExitClean(t *testing.T) {
	orders, refunds := make(chan int), make(chan int)
	ctx := t.Context()
	go func() {
		for {
			select {
			case <-orders:
			case <-refunds:
			case <-ctx.Done():
				return
			}
		}
	}()
	orders <- 1
}
