// Package broker hands order events to whoever subscribed.
package broker

import "sync"

// Event is what happened to an order.
type Event struct {
	Order  int
	Status string
}

// Hub keeps the subscriptions of a process.
type Hub struct {
	mu   sync.Mutex
	subs map[string]chan Event
}

// NewHub returns a hub without subscribers.
func NewHub() *Hub {
	return &Hub{subs: make(map[string]chan Event)}
}

// Subscribe calls handle for each event until Unsubscribe.
func (h *Hub) Subscribe(name string, handle func(Event)) {
	ch := make(chan Event, 8)
	h.mu.Lock()
	h.subs[name] = ch
	h.mu.Unlock()
	go func() {
		for event := range ch {
			handle(event)
		}
	}()
}

// Unsubscribe forgets the subscriber.
func (h *Hub) Unsubscribe(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.subs[name]; ok {
		// The bug: the channel is forgotten but never closed, so the goroutine of
		// Subscribe waits for events for ever.
		delete(h.subs, name)
	}
}

// Publish hands the event to every subscriber.
func (h *Hub) Publish(event Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, ch := range h.subs {
		ch <- event
	}
}

// Close ends all subscriptions that are left, and does it right.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for name, ch := range h.subs {
		close(ch)
		delete(h.subs, name)
	}
}
