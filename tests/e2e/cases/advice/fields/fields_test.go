package fields

import (
	"testing"

	_ "example.com/advice/fields/memory"
)

func TestForgetsItsField(t *testing.T) {
	l := &Logger{}
	defer l.Close()
	_, _ = l.Write([]byte("a"))
}

func TestClosesItsField(t *testing.T) {
	r := &Rotator{}
	r.Start()
}

func TestClosesAnotherField(t *testing.T) {
	w := &Watcher{}
	w.Start()
}

func TestWhatAFieldHolds(t *testing.T) {
	var m *Manager
	m = NewManager()
	_ = m.Store
}

func TestWhatAFieldHoldsNowAndThen(t *testing.T) {
	c := NewChooser()
	_ = c.Store
}
