package heap

import "testing"

func times(n int, f func()) {
	for range n {
		f()
	}
}

func TestMapOfPointers(t *testing.T) { times(many, func() { openSession() }) }

func TestMapOfPointersParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { openSession() })
}

func TestMapOfPointersSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { openSession() }) })
}

func TestAppend(t *testing.T) { times(many, func() { record(large) }) }

func TestAppendParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { record(large) })
}

func TestAppendSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { record(large) }) })
}

func TestCache(t *testing.T) { times(many, func() { shared.fill(large) }) }

func TestCacheParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { shared.fill(large) })
}

func TestCacheSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { shared.fill(large) }) })
}

func TestSubslice(t *testing.T) { times(many, func() { head() }) }

func TestSubsliceParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { head() })
}

func TestSubsliceSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { head() }) })
}

func TestAfterFunc(t *testing.T) { times(many, func() { retryLater() }) }

func TestAfterFuncParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { retryLater() })
}

func TestAfterFuncSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { retryLater() }) })
}

func TestPool(t *testing.T) { times(many, func() { borrow() }) }

func TestPoolParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { borrow() })
}

func TestPoolSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { borrow() }) })
}

func TestSmall(t *testing.T) { times(1000, func() { push() }) }

func TestSmallParallel(t *testing.T) {
	t.Parallel()
	times(1000, func() { push() })
}

func TestSmallSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(1000, func() { push() }) })
}

func TestContext(t *testing.T) { times(many, func() { request() }) }

func TestContextParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { request() })
}

func TestContextSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { request() }) })
}

func TestDeferred(t *testing.T) { times(many, func() { closeLater() }) }

func TestDeferredParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { closeLater() })
}

func TestDeferredSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { closeLater() }) })
}

func TestSyncMap(t *testing.T) { times(many, func() { see() }) }

func TestSyncMapParallel(t *testing.T) {
	t.Parallel()
	times(many, func() { see() })
}

func TestSyncMapSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) { times(many, func() { see() }) })
}
