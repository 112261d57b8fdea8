package selects

import "testing"

type consumer struct {
	orders chan int
	quit   chan struct{}
}

func newConsumer() *consumer {
	c := &consumer{orders: make(chan int), quit: make(chan struct{})}
	go c.run() // leak: select rule=select-done test=TestSelectDoneLeak
	return c
}

func (c *consumer) run() {
	for {
		select {
		case <-c.orders:
		case <-c.quit:
			return
		}
	}
}

func (c *consumer) Close() { close(c.quit) }

func TestSelectDoneLeak(t *testing.T) {
	c := newConsumer()
	c.orders <- 1
}

func TestSelectDoneClean(t *testing.T) {
	c := newConsumer()
	defer c.Close()
	c.orders <- 1
}
