package shared

import (
	"flag"
	"testing"

	"example.com/cannot_repeat/pool"
)

// A flag that is defined twice panics.
func TestFlag(t *testing.T) {
	flag.Int("workers", 1, "how many")
	pool.Shared()
}

func TestOther(t *testing.T) {
	pool.Shared()
}
