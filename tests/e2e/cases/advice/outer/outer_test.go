package outer

import "testing"

func TestTransport(t *testing.T) {
	s := New()
	s.Send()
}

func TestKept(t *testing.T) {
	Begin()
}
