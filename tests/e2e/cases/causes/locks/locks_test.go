package locks

import (
	"sync"
	"testing"
	"time"
)

type hub struct {
	mu     sync.Mutex
	events chan int
}

// Sends while it holds what the receiver wants.
func (h *hub) publish(v int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events <- v
}

func (h *hub) run(ready chan struct{}) {
	for {
		<-ready
		time.Sleep(time.Millisecond)
		h.mu.Lock()
		h.mu.Unlock()
		<-h.events
	}
}

func TestSendUnderLock(t *testing.T) {
	h := &hub{events: make(chan int)}
	ready := make(chan struct{})
	go h.run(ready) // leak: sync.Mutex.Lock cause=locks/locks_test.go:36 deadlock="wants h.mu"
	// The sender takes the lock first, however busy the machine is.
	go h.publish(1) // leak: chan send cause=- deadlock="wants a receiver of h.events holds h.mu@16"
	closeOnceLocked(ready, &h.mu)
}

type account struct {
	mu      sync.Mutex
	balance int
}

func transfer(from, to *account, met *sync.WaitGroup) {
	from.mu.Lock()
	defer from.mu.Unlock()
	met.Done()
	met.Wait()
	to.mu.Lock()
	to.balance++
	to.mu.Unlock()
}

// Two orders of two locks.
func TestTwoOrders(t *testing.T) {
	a, b := new(account), new(account)
	var met sync.WaitGroup
	met.Add(2)
	go transfer(a, b, &met) // leak: sync.Mutex.Lock cause=- deadlock="wants to.mu holds from.mu@46"
	go transfer(b, a, &met) // leak: sync.Mutex.Lock cause=locks/locks_test.go:60 deadlock="wants to.mu holds from.mu@46"
}

func (a *account) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.empty()
}

func (a *account) empty() {
	a.mu.Lock()
	a.balance = 0
	a.mu.Unlock()
}

func TestTwice(t *testing.T) {
	a := new(account)
	go a.close() // leak: sync.Mutex.Lock rule=deadlock cause=- deadlock="wants a.mu holds a.mu@65"
}

// The holder waits for something that has nothing to do with the lock: it is the cause, and
// there is no deadlock.
type queue struct {
	mu   sync.Mutex
	stop chan struct{}
}

func (q *queue) drain(held chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	close(held)
	<-q.stop
}

func (q *queue) add() {
	q.mu.Lock()
	q.mu.Unlock()
}

func TestHolderWaits(t *testing.T) {
	q := &queue{stop: make(chan struct{})}
	held := make(chan struct{})
	go q.drain(held) // leak: chan receive cause=- deadlock=-
	<-held
	go q.add() // leak: sync.Mutex.Lock cause=locks/locks_test.go:103 deadlock=-
}

func closeOnceLocked(ready chan struct{}, mu *sync.Mutex) {
	for mu.TryLock() {
		mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	close(ready)
	time.Sleep(5 * time.Millisecond)
}
