// Package hub hands messages to subscribers.
package hub

// Hub is a broker without an end.
type Hub struct{}

// Subscribe starts a reader that nobody stops.
func (h *Hub) Subscribe() chan<- string {
	c := make(chan string)
	go func() { // leak: chan receive test="TestSubscribe/slow_reader" leakers="TestSubscribe/slow_reader:1 TestUnrelated:2" count=3 tier=proven
		for range c {
		}
	}()
	return c
}

// Close ends the reader of one subscription.
func Close(c chan<- string) { close(c) }
