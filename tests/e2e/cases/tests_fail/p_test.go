package p

import "testing"

func TestSum(t *testing.T) {
	t.Run("small", func(t *testing.T) { t.Errorf("expected 5, got %d", 2+2) })
	t.Run("big", func(t *testing.T) {})
}
