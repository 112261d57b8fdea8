package locks

import (
	"sync"
	"testing"
)

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) withdraw(amount int) bool {
	a.mu.Lock()
	if amount > a.balance {
		return false // the lock is kept
	}
	a.balance -= amount
	a.mu.Unlock()
	return true
}

func (a *account) withdrawSafely(amount int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if amount > a.balance {
		return false
	}
	a.balance -= amount
	return true
}

func TestMutexLeak(t *testing.T) {
	a := &account{}
	a.withdraw(1)
	go a.withdraw(1) // leak: sync.Mutex.Lock rule=mutex
}

func TestMutexClean(t *testing.T) {
	a := &account{}
	a.withdrawSafely(1)
	go a.withdrawSafely(1)
}
