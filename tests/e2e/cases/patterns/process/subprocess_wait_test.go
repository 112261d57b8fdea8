package process

import (
	"context"
	"os/exec"
	"testing"
)

// watch waits for a program that reads from a pipe.
func watch(t *testing.T, ctx context.Context) {
	cmd := exec.CommandContext(ctx, "cat")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	open = append(open, stdin)
	go cmd.Wait() // leak: syscall rule=subprocess-wait test=TestSubprocessWaitLeak
}

func TestSubprocessWaitLeak(t *testing.T) {
	watch(t, context.Background())
}

func TestSubprocessWaitClean(t *testing.T) {
	watch(t, t.Context())
}
