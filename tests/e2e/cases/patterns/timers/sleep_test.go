package timers

import (
	"testing"
	"time"
)

func TestSleepLeak(t *testing.T) {
	go func() { // leak: sleep rule=sleep
		time.Sleep(time.Hour)
	}()
}

func TestSleepLoopLeak(t *testing.T) {
	go func() { // leak: sleep rule=sleep-loop
		for {
			time.Sleep(time.Hour)
		}
	}()
}

type poller struct{ closed chan struct{} }

func (p *poller) run() {
	for {
		select {
		case <-p.closed:
			return
		default:
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestSleepFlagLeak(t *testing.T) {
	p := &poller{closed: make(chan struct{})}
	go p.run() // leak: sleep rule=sleep-flag
}

func TestSleepFlagClean(t *testing.T) {
	p := &poller{closed: make(chan struct{})}
	defer close(p.closed)
	go p.run()
}

func TestSleepClean(t *testing.T) {
	ctx := t.Context()
	go func() {
		for {
			select {
			case <-time.After(time.Hour):
			case <-ctx.Done():
				return
			}
		}
	}()
}
