// Package skip has tests that leak at one go statement and do not all run twice.
package skip

import "testing"

var (
	never = make(chan int)
	runs  int
)

func watch() {
	go func() { <-never }() // leak: chan receive tier=growing test=TestLeaks count=3 leakers="TestLeaks:1 TestSkips:1 TestFailsTheSecondTime:1"
}

func TestLeaks(t *testing.T) { watch() }

func TestSkips(t *testing.T) {
	watch()
	t.Skip("no network")
}

func TestFailsTheSecondTime(t *testing.T) {
	watch()
	if runs++; runs > 1 {
		t.Fatal("registered twice")
	}
}
