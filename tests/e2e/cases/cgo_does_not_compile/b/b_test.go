package b

import "testing"

func TestTwice(t *testing.T) {
	if Twice(2) != 4 {
		t.Error("not 4")
	}
}
