package p

import "testing"

func TestAnswer(t *testing.T) {
	if answer != 42 {
		t.Fatal("the user's overlay is lost")
	}
	go func() { select {} }() // leak: select (no cases)
}
