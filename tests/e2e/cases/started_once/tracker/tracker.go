// Package tracker has what a process starts once, whoever comes first, in the ways in which public code writes it.
package tracker

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
)

type tracker struct {
	server *httptest.Server
	watch  chan string
	once   sync.Once
}

// A function in a variable is what the Once calls.
var (
	shared *tracker

	once  = sync.Once{}
	goRun = func() {
		shared = &tracker{watch: make(chan string)}
		go shared.run() // leak: select tier=one-time as=below_threshold test=TestOnce
	}
)

// What it makes of a library has a goroutine of its own, which the library starts in a call that has returned.
func (t *tracker) run() {
	t.server = httptest.NewServer(http.NotFoundHandler())
	never := make(chan struct{})
	for {
		select {
		case <-t.watch:
		case <-never:
			return
		}
	}
}

// Watch asks the tracker that all share.
func Watch(name string) {
	once.Do(goRun)
	shared.watch <- name
}

var (
	queue = make(chan int)
	swaps atomic.Bool
	pool  *tracker
	mu    sync.Mutex
	begun bool
)

func drain() {
	for range queue {
	}
}

// Swap lets the first who comes start it.
func Swap() {
	if swaps.CompareAndSwap(false, true) {
		go drain() // leak: chan receive tier=one-time as=below_threshold test=TestSwap
	}
}

// Pool makes it where there is none.
func Pool() *tracker {
	mu.Lock()
	defer mu.Unlock()
	if pool != nil {
		return pool
	}
	pool = &tracker{}
	for range 2 {
		go drain() // leak: chan receive tier=one-time as=below_threshold count=2 test=TestPool
	}
	return pool
}

// Begin has a flag for that.
func Begin() {
	mu.Lock()
	defer mu.Unlock()
	if !begun {
		begun = true
		go drain() // leak: chan receive tier=one-time as=below_threshold test=TestBegin
	}
}

var central = &tracker{}

func (t *tracker) start() {
	t.once.Do(func() {
		go drain() // leak: chan receive tier=one-time as=below_threshold test=TestReceiver
	})
}

// Central starts the one that the package has, by a method that starts it once.
func Central() { central.start() }

var lazily = sync.OnceFunc(func() {
	go drain() // leak: chan receive tier=one-time as=below_threshold test=TestOnceFunc
})
