// A goroutine in every state that a program can reach by itself.
package main

import (
	"iter"
	"net"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"syscall"
	"time"
)

var (
	mutex   sync.Mutex
	rw      sync.RWMutex
	written sync.RWMutex
	group   sync.WaitGroup
	cond    = sync.NewCond(&sync.Mutex{})
)

func chanSend(c chan int)    { c <- 1 }
func chanReceive(c chan int) { <-c }
func selects(a, b chan int) {
	select {
	case <-a:
	case b <- 1:
	}
}
func selectNothing()    { select {} }
func lock()             { mutex.Lock() }
func readLock()         { rw.RLock() }
func writeLock()        { written.Lock() }
func wait()             { group.Wait() }
func condWait()         { cond.L.Lock(); cond.Wait() }
func sleep()            { time.Sleep(time.Hour) }
func accept()           { l, _ := net.Listen("tcp", "127.0.0.1:0"); l.Accept() }
func locked(c chan int) { runtime.LockOSThread(); <-c }

func inSyscall() {
	var fds [2]int
	syscall.Pipe(fds[:])
	syscall.Read(fds[0], make([]byte, 1))
}

func pull(numbers iter.Seq[int]) {
	next, _ := iter.Pull(numbers)
	next()
}

func main() {
	mutex.Lock()
	rw.Lock()
	written.RLock()
	group.Add(1)
	for _, f := range []func(){selectNothing, lock, readLock, writeLock, wait, condWait, sleep, accept, inSyscall} {
		go f()
	}
	for _, f := range []func(chan int){chanSend, chanReceive, locked} {
		go f(make(chan int))
		go f(nil)
	}
	go selects(make(chan int), nil)
	go pull(func(yield func(int) bool) { yield(1) })
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1] + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutine").WriteTo(out, 2)
}
