package once

import (
	"flag"
	"testing"

	"example.com/cannot_repeat/pool"
)

// It is skipped when it runs again, too: rounds of what is skipped show nothing.
func TestSkipped(t *testing.T) {
	pool.Resolver()
	t.Skip("no network")
}

// There is no other test to compare with, but the source says enough.
func TestOnce(t *testing.T) {
	flag.Int("once", 1, "how many")
	pool.Once()
}
