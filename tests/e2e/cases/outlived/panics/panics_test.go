package panics

import (
	"testing"
	"time"
)

func TestPasses(t *testing.T) {}

func TestPanicsLate(t *testing.T) {
	go func() { // leak: running rule=outlived count=0 at=panics/panics_test.go:11 by=started
		time.Sleep(300 * time.Millisecond)
		var m map[string]int
		m["late"] = 1
	}()
}
