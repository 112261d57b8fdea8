package panics

import (
	"sync"
	"testing"
	"time"
)

var (
	start  sync.Once
	jobs   = make(chan int)
	rounds int
)

// The second round ends the process; what stands beside it is repeated without it.
func TestPanicsTheSecondTime(t *testing.T) {
	go func() { // leak: sleep tier=lingering
		time.Sleep(time.Hour)
	}()
	if rounds++; rounds > 1 {
		panic("again")
	}
}

func TestBeside(t *testing.T) {
	go func() { // leak: sleep tier=growing
		time.Sleep(time.Hour)
	}()
}

func TestSingletonBeside(t *testing.T) {
	start.Do(func() {
		go func() { // leak: chan receive tier=one-time as=below_threshold
			for range jobs {
			}
		}()
	})
}
