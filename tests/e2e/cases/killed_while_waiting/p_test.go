package p

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// What it leaves keeps the gate waiting until somebody ends the process.
func TestLeaves(t *testing.T) {
	go func() { select {} }()
	kill := exec.Command("sh", "-c", fmt.Sprintf("sleep 0.7; kill -KILL %d", os.Getpid()))
	if err := kill.Start(); err != nil {
		t.Fatal(err)
	}
}
