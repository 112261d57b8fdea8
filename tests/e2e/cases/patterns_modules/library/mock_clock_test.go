package library

import (
	"testing"
	"time"

	"github.com/benbjohnson/clock"
)

func TestMockClockLeak(t *testing.T) {
	mock := clock.NewMock()
	go func() { // leak: chan receive rule=mock-clock
		mock.Sleep(time.Second)
	}()
}

func TestMockClockClean(t *testing.T) {
	mock := clock.NewMock()
	woken := make(chan struct{})
	go func() {
		mock.Sleep(time.Second)
		close(woken)
	}()
	for {
		select {
		case <-woken:
			return
		default:
			mock.Add(time.Second)
		}
	}
}
