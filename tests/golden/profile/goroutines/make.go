// One process as profile.proto and as text: both must end in the same stacks.
package main

import (
	"context"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type hub struct {
	mutex sync.Mutex
	lines chan string
}

func (h *hub) read()  { <-h.lines }
func (h *hub) lock()  { h.mutex.Lock() }
func (h *hub) inner() { func() { h.read() }() }

//go:noinline
func generic[T any](c chan T) T { return <-c }

func write(name string, debug int) {
	out, err := os.Create(os.Args[1] + name)
	if err != nil {
		panic(err)
	}
	defer out.Close()
	if err := pprof.Lookup("goroutine").WriteTo(out, debug); err != nil {
		panic(err)
	}
}

func main() {
	h := &hub{lines: make(chan string)}
	h.mutex.Lock()
	for i := 0; i < 3; i++ {
		go h.read()
	}
	go h.lock()
	go h.inner()
	go generic(make(chan []int))
	labels := pprof.Labels("test.name", "TestHub/größe", "raw", "\xff")
	pprof.Do(context.Background(), labels, func(context.Context) {
		go h.read()
		go time.Sleep(time.Hour)
	})
	time.Sleep(200 * time.Millisecond)
	write(".pb.gz", 0)
	write(".txt", 2)
}
