// Goroutines inside a synctest bubble, durably blocked and not.
//
//golden:experiment go1.24 synctest
package main

import (
	"net"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

var (
	outside sync.Mutex
	prefix  = os.Args[1]
)

func dump() {
	out, err := os.Create(prefix + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutine").WriteTo(out, 2)
	out.Close()
	os.Exit(0)
}

func inBubble() {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { <-make(chan int) }()
	go func() { <-(chan int)(nil) }()
	go func() { select {} }()
	go func() {
		select {
		case <-make(chan int):
		case <-make(chan int):
		}
	}()
	go func() { time.Sleep(time.Hour) }()
	go func() { sync.NewCond(&sync.Mutex{}).L.Lock(); time.Sleep(2 * time.Hour) }()
	go func() {
		var group sync.WaitGroup
		group.Add(1)
		group.Wait()
	}()
	go func() {
		cond := sync.NewCond(&sync.Mutex{})
		cond.L.Lock()
		cond.Wait()
	}()
	go func() { outside.Lock() }()
	go func() { l, _ := net.Listen("tcp", "127.0.0.1:0"); l.Accept() }()
	<-make(chan int)
}

func main() {
	outside.Lock()
	go func() {
		time.Sleep(300 * time.Millisecond)
		dump()
	}()
	bubble(inBubble)
}
