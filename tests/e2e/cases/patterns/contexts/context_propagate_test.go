package contexts

import (
	"context"
	"testing"
)

// traced is a context of another type: package context cannot see its parent, and
// starts a goroutine that passes its cancellation on.
type traced struct{ context.Context }

func (t traced) Done() <-chan struct{} { return t.Context.Value(traced{}).(chan struct{}) }

func newTraced() traced {
	return traced{context.WithValue(context.Background(), traced{}, make(chan struct{}))}
}

func TestContextPropagateLeak(t *testing.T) {
	ctx, _ := context.WithCancel(newTraced()) // leak: select rule=context-propagate by=at
	_ = ctx
}

func TestContextPropagateClean(t *testing.T) {
	ctx, cancel := context.WithCancel(newTraced())
	defer cancel()
	_ = ctx
}
