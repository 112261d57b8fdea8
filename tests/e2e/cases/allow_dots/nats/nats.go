// Package nats has a dot in the last element of its path.
package nats

// Conn has two goroutines.
type Conn struct{ flush, ping chan bool }

// Connect starts them, and nothing ends them.
func Connect() *Conn {
	c := &Conn{make(chan bool), make(chan bool)}
	go c.flusher()
	go func() { <-c.ping }()
	return c
}

func (c *Conn) flusher() {
	for range c.flush {
	}
}
