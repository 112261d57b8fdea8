package alone

import (
	"os"
	"testing"

	"example.com/cannot_repeat/pool"
)

var ran bool

// The second run ends the process, as RunSpecs of Ginkgo does.
func TestAlone(t *testing.T) {
	if ran {
		os.Exit(1)
	}
	ran = true
	pool.New()
}

func TestClean(t *testing.T) {}
