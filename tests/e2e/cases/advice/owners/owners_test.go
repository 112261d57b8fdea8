package owners_test

import (
	"testing"

	"example.com/advice/owners"
	"example.com/advice/owners/inner"
)

func TestClient(t *testing.T) {
	c := owners.NewClient()
	_ = c
}

func TestClientToo(t *testing.T) {
	c := owners.NewClient()
	_ = c
}

func TestForgetful(t *testing.T) {
	f := owners.NewForgetful()
	defer f.Close()
}

func TestServer(t *testing.T) {
	srv := owners.StartServer()
	defer srv.Close()
}

func TestIdle(t *testing.T) {
	i := owners.NewIdle()
	_ = i
}

func TestTransport(t *testing.T) {
	tr, err := owners.NewTransport()
	if err != nil {
		t.Fatal(err)
	}
	tr.Send(1)
}

func TestDropped(t *testing.T) {
	if _, err := owners.Init(); err != nil {
		t.Fatal(err)
	}
}

type handle struct{ end func() }

func (h *handle) Stop() { h.end() }

// A helper gives what ends it, and the test drops that.
func open() (int, *handle) {
	q := inner.Make()
	inner.Watch(q)
	return 1, &handle{q.Stop}
}

func TestDropsItsHandle(t *testing.T) {
	n, _ := open()
	_ = n
}
