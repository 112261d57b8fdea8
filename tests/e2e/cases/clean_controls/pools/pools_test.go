package pools

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"testing"
	"time"
)

func TestWorkers(t *testing.T) {
	t.Parallel()
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range jobs {
			}
		}()
	}
	for i := range 100 {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
}

func TestFirstError(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(context.Background())
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i == 2 {
				cancel(os.ErrNotExist)
			}
			<-ctx.Done()
		}()
	}
	wg.Wait()
}

func TestTimers(t *testing.T) {
	t.Parallel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	<-tick.C
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	stopped := time.AfterFunc(time.Hour, func() { t.Error("must not run") })
	stopped.Stop()
	<-time.After(time.Millisecond)
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	stop := context.AfterFunc(ctx, func() {})
	defer stop()
}

func TestSignals(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	signal.Stop(c)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	stop()
	<-ctx.Done()
}

func TestPool(t *testing.T) {
	t.Parallel()
	pool := sync.Pool{New: func() any { return new([1024]byte) }}
	for range 100 {
		pool.Put(pool.Get())
	}
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	done := make(chan struct{})
	t.Cleanup(func() { <-done })
	go func() {
		<-ctx.Done()
		close(done)
	}()
}
