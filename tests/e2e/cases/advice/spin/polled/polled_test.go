package polled

import "testing"

func TestStopped(t *testing.T) {
	r, stop, stopped, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	stop <- 1
	<-stopped
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestDropped(t *testing.T) {
	r, _, _, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	_ = r
}

func TestPoller(t *testing.T) {
	p := NewPoller()
	_ = p
}

func TestLooker(t *testing.T) {
	l := NewLooker()
	_ = l
}
