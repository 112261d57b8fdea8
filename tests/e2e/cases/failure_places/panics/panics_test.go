package panics

import "testing"

func TestCount(t *testing.T) {
	t.Log("not here")
	Count(nil)
}
