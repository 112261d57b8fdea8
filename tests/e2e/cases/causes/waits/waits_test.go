package waits

import (
	"sync"
	"testing"
)

func work(tasks chan int, wg *sync.WaitGroup) {
	defer wg.Done()
	for range tasks {
	}
}

func run(tasks chan int, done chan struct{}) {
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go work(tasks, &wg) // leak: chan receive test=TestWorkers count=2 cause=-
	}
	go func() { // leak: sync.WaitGroup.Wait|semacquire test=TestWorkers cause=waits/waits_test.go:18
		wg.Wait()
		close(done)
	}()
}

func TestWorkers(t *testing.T) {
	run(make(chan int), make(chan struct{}))
}

// What is not of the group is no cause of its wait.
func TestOther(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1) // and nobody calls Done
	stop := make(chan struct{})
	go func() { <-stop }()    // leak: chan receive cause=-
	go func() { wg.Wait() }() // leak: sync.WaitGroup.Wait|semacquire cause=-
}

// What a leaked goroutine has started follows from it.
func TestStarted(t *testing.T) {
	stop := make(chan struct{})
	go func() { // leak: chan receive cause=-
		for range 2 {
			go func() { <-stop }() // leak: chan receive count=2 cause=waits/waits_test.go:42
		}
		<-stop
	}()
}

// But for what is stuck in its work.
func TestStuck(t *testing.T) {
	stop := make(chan struct{})
	go func() { // leak: chan receive cause=-
		full := make(chan int)
		go func() { full <- 1 }() // leak: chan send cause=-
		<-stop
	}()
}
