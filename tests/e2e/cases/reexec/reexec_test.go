package reexec

import (
	"os"
	"os/exec"
	"testing"
)

// TestMain runs the tests in a child, as suites do that want other user ids or namespaces.
func TestMain(m *testing.M) {
	if os.Getenv("CASE_CHILD") == "1" {
		os.Exit(m.Run())
	}
	c := exec.Command(os.Args[0], os.Args[1:]...)
	c.Env = append(os.Environ(), "CASE_CHILD=1")
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if c.Run() != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

func TestLeaks(t *testing.T) { go func() { select {} }() }
