package children

import (
	"flag"
	"os"
	"os/exec"
	"testing"
)

// TestMain runs all tests in a child, whose output it hands on, and one of them here.
func TestMain(m *testing.M) {
	if os.Getenv("CHILDREN_AGAIN") == "" {
		again := exec.Command(os.Args[0])
		again.Env = append(os.Environ(), "CHILDREN_AGAIN=1")
		again.Stdout, again.Stderr = os.Stdout, os.Stderr
		if again.Run() != nil {
			os.Exit(1)
		}
		flag.Parse()
		flag.Set("test.run", "^TestClean$")
	}
	os.Exit(m.Run())
}

func TestClean(t *testing.T) {}

func TestLeaks(t *testing.T) {
	go func() { select {} }()
}
