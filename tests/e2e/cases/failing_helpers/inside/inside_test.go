package inside

import (
	"testing"

	listener "example.com/failing_helpers"
)

func newListener(t *testing.T) *listener.Listener {
	l := listener.New()
	if !l.Ping() {
		t.Fatal("no answer")
	}
	return l
}

func TestInside(t *testing.T) {
	l := newListener(t) // leak: chan receive by=at test=TestInside fix="t.Cleanup(func() { l.Close() }) after inside/inside_test.go:10"
	defer l.Close()
}
