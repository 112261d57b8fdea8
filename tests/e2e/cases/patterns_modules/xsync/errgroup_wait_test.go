package xsync

import (
	"context"
	"errors"
	"testing"

	"golang.org/x/sync/errgroup"
)

var errNoPrice = errors.New("no price")

// prices has one function that fails, and one that waits for more orders.
func prices(ctx context.Context, orders <-chan int) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return errNoPrice })
	group.Go(func() error {
		select {
		case <-orders:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	return group.Wait()
}

func pricesForever(orders <-chan int) error {
	var group errgroup.Group
	group.Go(func() error { return errNoPrice })
	group.Go(func() error {
		<-orders // leak: chan receive by=blocked rule=chan-receive test=TestErrgroupWaitLeak
		return nil
	})
	return group.Wait()
}

func TestErrgroupWaitLeak(t *testing.T) {
	go pricesForever(make(chan int)) // leak: sync.WaitGroup.Wait|semacquire rule=errgroup-wait
}

func TestErrgroupWaitClean(t *testing.T) {
	if err := prices(t.Context(), make(chan int)); err != errNoPrice {
		t.Fatal(err)
	}
}
