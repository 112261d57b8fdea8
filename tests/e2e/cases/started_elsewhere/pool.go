// Package pool starts its workers far away from the test.
package pool

import "example.com/dep"

// Pool holds workers for values of one type.
type Pool[T any] struct{ in chan T }

// New starts a worker.
func New[T any]() *Pool[T] {
	p := &Pool[T]{make(chan T)}
	p.start()
	return p
}

func (p *Pool[T]) start() {
	go p.work() // leak: chan receive test="TestGeneric/int" at=pool_test.go:14 lines="pool_test.go:14 pool_test.go:17" leakers="TestGeneric/int:1 TestGeneric/string:1" count=2
}

func (p *Pool[T]) work() {
	for range p.in {
	}
}

// Watch hands the channel to a dependency.
func Watch(c chan int) {
	go dep.Watch(c, func(int) {}) // leak: chan receive test=TestDependency at=pool_test.go:24
}

// Deep starts its goroutine through a chain of others.
func Deep(n int) {
	if n > 0 {
		go Deep(n - 1)
		return
	}
	c := make(chan int)
	go func() { // leak: chan send test=TestDeep
		c <- 1
	}()
}
