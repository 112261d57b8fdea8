// A heap profile with one sample per allocation, so that its numbers are exact.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
)

var kept [][]byte

//go:noinline
func keep(size, count int) {
	for i := 0; i < count; i++ {
		kept = append(kept, make([]byte, size))
	}
}

//go:noinline
func drop(size int) int { return len(make([]byte, size)) }

func init() { runtime.MemProfileRate = 1 }

func main() {
	keep(1000, 3)
	keep(5000, 2)
	for i := 0; i < 4; i++ {
		drop(100000 + i)
	}
	runtime.GC()
	runtime.GC()
	out, err := os.Create(os.Args[1] + ".pb.gz")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("heap").WriteTo(out, 0)
}
