package alike

import "testing"

func TestHub(t *testing.T) { Hub() }

func TestReset(t *testing.T) {
	Resettable()
	Reset()
	Resettable()
}

func TestOpen(t *testing.T) {
	Open()
	Close()
}

func TestSubmit(t *testing.T) {
	began := make(chan bool)
	Submit(func() {
		close(began)
		drain()
	})
	<-began
}
