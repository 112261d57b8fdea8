package itself

import (
	"os"
	"os/exec"
	"testing"
)

func TestMain(m *testing.M) {
	if os.Getenv("ITSELF_AGAIN") == "" {
		again := exec.Command(os.Args[0], os.Args[1:]...)
		again.Env = append(os.Environ(), "ITSELF_AGAIN=1")
		again.Stdout, again.Stderr = os.Stdout, os.Stderr
		if again.Run() != nil {
			os.Exit(1)
		}
		os.Args = []string{os.Args[0], "-test.run=^$"}
	}
	os.Exit(m.Run())
}

func TestLeaks(t *testing.T) {
	go func() { select {} }()
}
