package listener

import "testing"

func newListener(t *testing.T) *Listener {
	t.Helper()
	l := New()
	want(t, l.Ping())
	return l
}

// Who fails is the caller of the helper.
func want(t *testing.T, ok bool) {
	t.Helper()
	if !ok {
		t.Fatal("no answer")
	}
}

func TestHelper(t *testing.T) {
	l := newListener(t) // leak: chan receive by=at test=TestHelper count=2 leakers="TestHelper:1 TestToo:1" fix="t.Cleanup(func() { l.Close() }) after listener_test.go:7, in place of such calls in the tests"
	defer l.Close()
}

func TestToo(t *testing.T) {
	l := newListener(t)
	defer l.Close()
}
