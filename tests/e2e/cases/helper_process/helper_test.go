package p

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestHelper(t *testing.T) {
	if os.Getenv("BE_HELPER") == "" {
		t.Skip("only for TestStart")
	}
	go func() { select {} }()
	os.Stdout.WriteString("helper was here\n")
	os.Exit(0)
}

func TestStart(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestHelper$")
	cmd.Env = append(os.Environ(), "BE_HELPER=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if string(out) != "helper was here\n" {
		t.Fatalf("the helper prints %q", out)
	}
	for _, entry := range os.Environ() {
		if strings.HasPrefix(entry, "LEAKGATE") {
			t.Fatalf("the gate shows in the environment: %s", entry)
		}
	}
	go func() { select {} }() // leak: select (no cases)
}
