package once

import (
	"flag"
	"testing"

	"example.com/cannot_repeat/pool"
)

// There is no other test to compare with, but the source says enough.
func TestOnce(t *testing.T) {
	flag.Int("once", 1, "how many")
	pool.Once()
}
