// Functions whose names and arguments are hard to take apart: generics, method values,
// closures in closures, deferred calls, panics, variadic and aggregate arguments, a deep
// stack with frames left out.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

type point struct{ x, y int }

type tree[K comparable, V any] struct {
	key   K
	value V
	block chan V
}

//go:noinline
func (t *tree[K, V]) get(key K) V { return <-t.block }

//go:noinline
func generic[T any](c chan T, values ...T) T { return <-c }

type worker struct{ jobs chan point }

//go:noinline
func (w worker) run()           { <-w.jobs }
func (w *worker) loop()         { <-w.jobs }
func (w *worker) each(f func()) { f() }

//go:noinline
func aggregates(p point, names []string, any1 any, text string, list [5]int, f float64, deep struct {
	a struct{ b struct{ c [2]point } }
}) {
	<-make(chan int)
	fmt.Println(p, names, any1, text, list, f, deep)
}

//go:noinline
func down(n int) {
	if n == 0 {
		<-make(chan int)
	}
	down(n - 1)
}

func panicking() {
	defer func() { <-make(chan int) }()
	panic(fmt.Sprintf("with (parens) and {braces}, %d", 1))
}

func main() {
	go (&tree[string, []point]{block: make(chan []point)}).get("k")
	go generic(make(chan struct{ a, b int }))
	w := &worker{jobs: make(chan point)}
	run := w.run
	go run()
	go w.loop()
	go w.each(func() { func() { func() { <-w.jobs }() }() })
	go aggregates(point{1, 2}, []string{"a"}, 3, "text", [5]int{}, 1.5, struct {
		a struct{ b struct{ c [2]point } }
	}{})
	go down(150)
	go down(95)
	go panicking()
	go func() { defer w.loop() }()
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1] + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutine").WriteTo(out, 2)
}
