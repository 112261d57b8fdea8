package contexts

import (
	"context"
	"testing"
)

func stopAtEnd(ctx context.Context, stop func()) {
	<-ctx.Done()
	stop()
}

func TestContextWaitLeak(t *testing.T) {
	ctx, _ := context.WithCancel(context.Background())
	go stopAtEnd(ctx, func() {}) // leak: chan receive rule=context-wait
}

func TestContextWaitClean(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go stopAtEnd(ctx, func() {})
}
