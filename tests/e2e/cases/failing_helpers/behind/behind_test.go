package behind

import (
	"testing"

	listener "example.com/failing_helpers"
)

func newListener() *listener.Listener {
	return listener.New()
}

// The helper gave it back, and the test failed later: it is closed where the test has it.
func TestBehind(t *testing.T) {
	l := newListener() // leak: chan receive by=at test=TestBehind fix="let the test come to that call on every path (t.Cleanup)"
	if !l.Ping() {
		t.Fatal("no answer")
	}
	l.Close()
}
