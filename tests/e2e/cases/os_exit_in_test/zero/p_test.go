package zero

import (
	"os"
	"testing"
)

func TestLeaks(t *testing.T) {
	go func() { select {} }() // leak: select (no cases)
}

func TestExits(t *testing.T) { os.Exit(0) }

func TestNeverRuns(t *testing.T) {}
