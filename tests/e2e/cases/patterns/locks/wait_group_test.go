package locks

import (
	"errors"
	"sync"
	"testing"
)

// save forgets Done when the work fails.
func save(wg *sync.WaitGroup, err error) {
	if err != nil {
		return
	}
	wg.Done()
}

func TestWaitGroupLeak(t *testing.T) {
	wg := new(sync.WaitGroup)
	wg.Add(1)
	go save(wg, errors.New("disk full"))
	go wg.Wait() // leak: sync.WaitGroup.Wait|semacquire rule=wait-group
}

func TestWaitGroupClean(t *testing.T) {
	wg := new(sync.WaitGroup)
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = errors.New("disk full")
	}()
	go wg.Wait()
}
