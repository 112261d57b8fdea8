package contexts

import (
	"context"
	"testing"
	"time"
)

func flush(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}

func TestContextOnlyLeak(t *testing.T) {
	go flush(context.WithoutCancel(t.Context())) // leak: select rule=select-context
}

func TestContextOnlyClean(t *testing.T) {
	go flush(t.Context())
}
