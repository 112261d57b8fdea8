// Goroutines that have waited for more than a minute, which Go notices when it collects.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"syscall"
	"time"
)

func main() {
	go func() { <-make(chan int) }()
	go func() { runtime.LockOSThread(); select {} }()
	go func() {
		var fds [2]int
		syscall.Pipe(fds[:])
		syscall.Read(fds[0], make([]byte, 1))
	}()
	time.Sleep(100 * time.Millisecond)
	runtime.GC() // the second collection is the first that knows the time
	runtime.GC()
	time.Sleep(61 * time.Second)
	out, err := os.Create(os.Args[1] + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutine").WriteTo(out, 2)
}
