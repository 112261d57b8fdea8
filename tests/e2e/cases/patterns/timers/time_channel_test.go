package timers

import (
	"testing"
	"time"
)

// A clock of the tests, whose timers package time does not make.
type clock struct{ c chan time.Time }

func (c *clock) Tick() <-chan time.Time { return c.c }

func TestTimeChannelLoopLeak(t *testing.T) {
	c := &clock{c: make(chan time.Time)}
	go func() { // leak: chan receive rule=time-channel-loop
		tick := c.Tick()
		for {
			<-tick
		}
	}()
}

func TestTimeChannelLeak(t *testing.T) {
	c := &clock{c: make(chan time.Time)}
	go func() { // leak: chan receive rule=time-channel
		<-c.Tick()
	}()
}

func TestTimeChannelClean(t *testing.T) {
	c := &clock{c: make(chan time.Time)}
	go func() {
		<-c.Tick()
	}()
	c.c <- time.Now()
}
