// The profile of the goroutines that the garbage collector proves dead.
//
//golden:only go1.26leak go1.27
package main

import (
	"os"
	"runtime/pprof"
	"time"
)

func main() {
	go func() { <-make(chan int) }()
	go func() { time.Sleep(time.Hour) }()
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1] + ".pb.gz")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutineleak").WriteTo(out, 0)
}
