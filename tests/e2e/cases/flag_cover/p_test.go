package p

import "testing"

func TestHalf(t *testing.T) {
	if Half(true) != 2 {
		t.Fatal("not 2")
	}
}
