package channels

import (
	"os"
	"os/signal"
	"testing"
)

type outlet interface{ Out() chan int }

type dead struct{}

func (dead) Out() chan int { return nil }

func TestNilOnPurpose(t *testing.T) {
	var o outlet = dead{}
	go func() { // leak: chan receive (nil chan) rule=chan-receive-nil why="dead.Out gives nil"
		<-o.Out()
	}()
}

func TestNilByMistake(t *testing.T) {
	var c chan int
	go func() { // leak: chan send (nil chan) rule=chan-send-nil fix="make the channel before it is used"
		c <- 1
	}()
}

func TestSignals(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go func() { // leak: chan receive rule=chan-notify fix="signal.Stop(c) and close(done)"
		for range c {
		}
	}()
}

func TestNoSignals(t *testing.T) {
	c := make(chan os.Signal, 1)
	go func() { // leak: chan receive rule=chan-range
		for range c {
		}
	}()
}
