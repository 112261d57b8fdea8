package selects

import (
	"errors"
	"testing"
	"time"
)

type client struct {
	answers, done chan int
	timeout       time.Duration
}

func (c *client) ask() error {
	select {
	case <-c.answers:
		return nil
	case <-c.done:
		return nil
	case <-time.After(c.timeout):
		return errors.New("no answer")
	}
}

func TestSelectTimeoutLeak(t *testing.T) {
	c := &client{answers: make(chan int), done: make(chan int), timeout: time.Hour}
	go c.ask() // leak: select rule=select-timeout
}

func TestSelectTimeoutClean(t *testing.T) {
	c := &client{answers: make(chan int), done: make(chan int), timeout: time.Millisecond}
	go c.ask()
}
