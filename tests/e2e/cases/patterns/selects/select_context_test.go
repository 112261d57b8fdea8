package selects

import (
	"context"
	"testing"
)

func consume(ctx context.Context, orders <-chan int) {
	for {
		select {
		case <-orders:
		case <-ctx.Done():
			return
		}
	}
}

func TestSelectContextLeak(t *testing.T) {
	orders := make(chan int)
	go consume(context.Background(), orders) // leak: select rule=select-context
	orders <- 1
}

func TestSelectContextClean(t *testing.T) {
	orders := make(chan int)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go consume(ctx, orders)
	orders <- 1
}
