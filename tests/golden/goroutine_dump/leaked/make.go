// Goroutines that the garbage collector proves dead, beside some that it does not.
//
//golden:env GODEBUG=tracebacklabels=1
//golden:only go1.26leak go1.27
package main

import (
	"context"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

var global = make(chan int)

func main() {
	go func() { <-make(chan int) }()
	go func() { make(chan int) <- 1 }()
	go func() { select {} }()
	go func() { <-(chan int)(nil) }()
	go func() {
		var mutex sync.Mutex
		mutex.Lock()
		mutex.Lock()
	}()
	go func() {
		var group sync.WaitGroup
		group.Add(1)
		group.Wait()
	}()
	pprof.Do(context.Background(), pprof.Labels("test.name", "TestA"), func(context.Context) {
		go func() { <-make(chan int) }()
	})
	go func() { <-global }()
	go func() { time.Sleep(time.Hour) }()
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1] + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutineleak").WriteTo(out, 2)
}
