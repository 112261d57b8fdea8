package channels

import (
	"os"
	"os/signal"
	"testing"
)

func TestSignalsLeak(t *testing.T) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() { // leak: chan receive rule=chan-notify
		for range signals {
		}
	}()
}

func TestSignalsClean(t *testing.T) {
	signals, done := make(chan os.Signal, 1), make(chan bool)
	signal.Notify(signals, os.Interrupt)
	defer close(done)
	defer signal.Stop(signals)
	go func() {
		for {
			select {
			case <-signals:
			case <-done:
				return
			}
		}
	}()
}
