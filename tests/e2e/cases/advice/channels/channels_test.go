package channels

import "testing"

func TestCopy(t *testing.T) {
	s := newStation()
	_ = s
}

// The goroutine may still send when the test ends: who closes then makes it panic.
func feed(in inlet) {
	go func() { in.In() <- 1 }()
}

func feedToo(in inlet) {
	go func() { in.In() <- 1 }()
}

// What this one sends on it closes itself.
func feedAndClose(in inlet) {
	go func() {
		in.In() <- 1
		in.Close()
	}()
}

func TestSendersOfTheTest(t *testing.T) {
	other := newStation()
	t.Cleanup(other.Close)
	f := newFed()
	feed(f)
	feedToo(f)
	feedAndClose(newFed())
}

func TestClosesInAGoroutine(t *testing.T) { l := newLamp(); _ = l }

func TestFed(t *testing.T) { countTo(3) }

func TestFedByTwo(t *testing.T) { fromBoth() }

func TestBar(t *testing.T) {
	b := look("wide").Start().Wide()
	_ = b
}

func TestMeter(t *testing.T) {
	m := newMeter()
	_ = m
}
