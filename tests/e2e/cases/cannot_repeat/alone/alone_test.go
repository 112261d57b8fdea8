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
	pool.Poll()
}

// What is stopped in good order only takes its time: it is not there once a process.
func TestStops(t *testing.T) { close(pool.Poll()) }
