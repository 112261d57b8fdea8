// Package keys has a worker for each of a few keys, started by whichever parallel test comes first.
package keys

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

var (
	mu      sync.Mutex
	workers = map[string]chan int{}
)

func get(key string) {
	mu.Lock()
	defer mu.Unlock()
	if workers[key] == nil {
		jobs := make(chan int)
		workers[key] = jobs
		go func() {
			for range jobs {
			}
		}()
	}
}

func use(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		runtime.Gosched()
		get(key)
		time.Sleep(time.Millisecond)
	}
}

func TestA(t *testing.T) { use(t) }
func TestB(t *testing.T) { use(t) }
func TestC(t *testing.T) { use(t) }
