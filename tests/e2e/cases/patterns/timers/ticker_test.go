package timers

import (
	"testing"
	"time"
)

func TestTickerLeak(t *testing.T) {
	ticker := time.NewTicker(time.Hour)
	go func() { // leak: chan receive rule=ticker
		for range ticker.C {
		}
	}()
	ticker.Stop() // which does not close ticker.C
}

func TestTickerReceiveLeak(t *testing.T) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	go func() { // leak: chan receive rule=ticker
		for {
			<-ticker.C
		}
	}()
}

func TestTickerClean(t *testing.T) {
	ctx := t.Context()
	go func() {
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
		}
	}()
}

type base struct{ closed chan struct{} }

// manage looks on each tick whether the base is closed.
func (b *base) manage() {
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for range ticker.C {
		select {
		case <-b.closed:
			return
		default:
		}
	}
}

func TestTickFlagLeak(t *testing.T) {
	b := &base{closed: make(chan struct{})}
	go b.manage() // leak: chan receive rule=tick-flag
}

func TestTickFlagClean(t *testing.T) {
	b := &base{closed: make(chan struct{})}
	defer close(b.closed)
	go b.manage()
}

func TestTickerOnceLeak(t *testing.T) {
	limit := time.NewTicker(time.Hour)
	defer limit.Stop()
	go func() { // leak: chan receive rule=ticker-once
		select {
		case <-limit.C:
			t.Error("too slow")
		}
	}()
}

func TestTickerOnceClean(t *testing.T) {
	limit, done := time.NewTicker(time.Hour), make(chan bool)
	defer close(done)
	defer limit.Stop()
	go func() {
		select {
		case <-limit.C:
			t.Error("too slow")
		case <-done:
		}
	}()
}
