// The long form, with the runtime's own goroutines, registers and frame addresses.
//
//golden:env GOTRACEBACK=system
//golden:stderr
package main

import "runtime"

func main() {
	runtime.GC()
	go func() { select {} }()
	runtime.Gosched()
	go func() {
		var c chan int
		close(c)
	}()
	select {}
}
