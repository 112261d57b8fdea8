package broker

import "testing"

func TestPublish(t *testing.T) {
	t.Parallel()
	hub := NewHub()
	t.Cleanup(hub.Close)
	got := make(chan Event, 1)
	hub.Subscribe("mail", func(event Event) { got <- event })
	hub.Publish(Event{Order: 7, Status: "paid"})
	if event := <-got; event.Status != "paid" {
		t.Errorf("got %+v", event)
	}
}

func TestUnsubscribe(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"mail", "invoice"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hub := NewHub()
			hub.Subscribe(name, func(Event) { t.Error("must not be called") })
			hub.Unsubscribe(name)
			hub.Publish(Event{Order: 7, Status: "paid"})
		})
	}
}

func TestCloseTwice(t *testing.T) {
	t.Parallel()
	hub := NewHub()
	hub.Subscribe("mail", func(Event) {})
	hub.Close()
	hub.Close()
}
