package fails

import "testing"

func TestGood(t *testing.T) {}

func TestBad(t *testing.T) {
	t.Run("sub", func(t *testing.T) { t.Errorf("got %d\nwant 2", 1) })
}
