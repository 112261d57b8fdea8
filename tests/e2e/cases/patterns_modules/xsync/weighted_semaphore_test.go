package xsync

import (
	"context"
	"testing"

	"golang.org/x/sync/semaphore"
)

func TestWeightedSemaphoreLeak(t *testing.T) {
	ctx, _ := context.WithCancel(context.Background())
	memory := semaphore.NewWeighted(10)
	memory.Acquire(ctx, 8)
	go memory.Acquire(ctx, 8) // leak: select rule=weighted-semaphore
}

func TestWeightedSemaphoreClean(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	memory := semaphore.NewWeighted(10)
	memory.Acquire(ctx, 8)
	defer memory.Release(8)
	go memory.Acquire(ctx, 8)
}
