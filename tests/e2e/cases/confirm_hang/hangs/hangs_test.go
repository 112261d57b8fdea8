package hangs

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

func TestSingletonBeside(t *testing.T) {
	start.Do(func() {
		go func() { // leak: chan receive tier=one-time as=below_threshold
			for range jobs {
			}
		}()
	})
}

func TestHangsTheSecondTime(t *testing.T) {
	go func() { // leak: sleep tier=lingering
		time.Sleep(time.Hour)
	}()
	if rounds++; rounds > 1 {
		time.Sleep(time.Hour)
	}
}
