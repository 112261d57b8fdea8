package helpers

import "testing"

func open(tb testing.TB) *Hub {
	h := New()
	return h
}

// Both come through a helper that has their t, and one of them does not hold it: told there, once.

func TestOne(t *testing.T) {
	h := open(t)
	_ = h
}

func TestTwo(t *testing.T) { open(t) }

// These do not.
func TestOwn(t *testing.T) {
	h := New()
	_ = h
}

func TestRegister(t *testing.T) { Register() }
