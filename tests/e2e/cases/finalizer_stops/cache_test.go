package cache

import "testing"

func TestNew(t *testing.T) {
	for range 10 {
		if New() == nil {
			t.Fatal("nil")
		}
	}
}
