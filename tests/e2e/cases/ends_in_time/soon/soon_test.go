package soon

import (
	"testing"
	"time"
)

func TestSoon(t *testing.T) {
	go time.Sleep(300 * time.Millisecond)
	c := make(chan int)
	go func() { <-c }()
	go func() {
		time.Sleep(200 * time.Millisecond)
		close(c)
	}()
}
