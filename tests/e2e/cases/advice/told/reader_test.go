package told

import "testing"

func TestSubscribe(t *testing.T) {
	two(t)
}

// One go statement, one test, one line of it, and two lines of its helper.
func two(t *testing.T) {
	a := Subscribe()
	b := Subscribe()
	_, _ = a, b
}
