// Package heap has what keeps memory, a function for each form. Comments stand where it is allocated.
package heap

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	many  = 120
	large = 2048
)

type session struct {
	id   string
	data [large]byte
}

var sessions = map[string]*session{}

var lock sync.Mutex

func openSession() {
	lock.Lock()
	defer lock.Unlock()
	s := new(session) // leak: none by=at count=0 tier=growing rule=heap-map fix="sessions (leaks.go:31) keeps it" test=TestMapOfPointers leakers="TestMapOfPointers:0 TestMapOfPointersParallel:0 TestMapOfPointersSub/inner:0"
	s.id = fmt.Sprint("session-", len(sessions))
	sessions[s.id] = s
}

var history [][]byte

func record(size int) {
	lock.Lock()
	defer lock.Unlock()
	history = append(history, make([]byte, size)) // leak: none by=at count=0 tier=growing rule=heap-append fix="history (leaks.go:39) keeps it" test=TestAppend leakers="TestAppend:0 TestAppendParallel:0 TestAppendSub/inner:0"
}

// cache has no limit.
type cache struct {
	mu      sync.Mutex
	entries map[int][]byte
}

var shared = &cache{entries: map[int][]byte{}}

func (c *cache) fill(size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[len(c.entries)] = make([]byte, size) // leak: none by=at count=0 tier=growing rule=heap-map fix="cache.entries (leaks.go:53) keeps it" test=TestCache leakers="TestCache:0 TestCacheParallel:0 TestCacheSub/inner:0"
}

var heads [][]byte

func head() {
	lock.Lock()
	defer lock.Unlock()
	buffer := make([]byte, 16<<10) // leak: none by=at count=0 tier=growing rule=heap-subslice fix="heads (leaks.go:62) keeps it" test=TestSubslice leakers="TestSubslice:0 TestSubsliceParallel:0 TestSubsliceSub/inner:0"
	heads = append(heads, buffer[:16])
}

func retryLater() {
	payload := make([]byte, large) // leak: none by=at count=0 tier=growing rule=heap-after-func fix="the timer (leaks.go:67) keeps it" test=TestAfterFunc leakers="TestAfterFunc:0 TestAfterFuncParallel:0 TestAfterFuncSub/inner:0"
	time.AfterFunc(time.Hour, func() { fmt.Println(len(payload)) })
}

var buffers = sync.Pool{New: newBuffer}

func newBuffer() any { return new([8 << 10]byte) } // leak: none by=at count=0 tier=growing rule=heap-pool fix="inUse (leaks.go:80) keeps it" test=TestPool leakers="TestPool:0 TestPoolParallel:0 TestPoolSub/inner:0"

var inUse []any

func borrow() {
	buffer := buffers.Get()
	lock.Lock()
	defer lock.Unlock()
	inUse = append(inUse, buffer)
}

// item is one of many small ones: 48 bytes.
type item struct {
	next *item
	pad  [5]int64
}

var items *item

func push() {
	lock.Lock()
	defer lock.Unlock()
	items = &item{next: items} // leak: none by=at count=0 tier=growing rule=heap-leak fix="take it out of items (leaks.go:94)" test=TestSmall leakers="TestSmall:0 TestSmallParallel:0 TestSmallSub/inner:0"
}

var process, stop = context.WithCancel(context.Background())

type requestKey struct{}

func request() context.Context {
	body := new([large]byte) // leak: none by=at count=0 tier=growing rule=heap-context fix="process (leaks.go:103) keeps it" test=TestContext leakers="TestContext:0 TestContextParallel:0 TestContextSub/inner:0"
	ctx, cancel := context.WithCancel(context.WithValue(process, requestKey{}, body))
	_ = cancel
	return ctx
}

var closers []func()

func closeLater() {
	s := new(session) // leak: none by=at count=0 tier=growing rule=heap-deferred fix="closers (leaks.go:114) keeps it" test=TestDeferred leakers="TestDeferred:0 TestDeferredParallel:0 TestDeferredSub/inner:0"
	lock.Lock()
	defer lock.Unlock()
	closers = append(closers, func() { s.data[0] = 1 })
}

var seen sync.Map

var lastSeen atomic.Int64

func see() {
	seen.Store(lastSeen.Add(1), new([large]byte)) // leak: none by=at count=0 tier=growing rule=heap-sync-map fix="seen (leaks.go:122) keeps it" test=TestSyncMap leakers="TestSyncMap:0 TestSyncMapParallel:0 TestSyncMapSub/inner:0"
}
