// Package process starts programs. They end with the test binary, whose pipe they read.
package process

import (
	"bytes"
	"context"
	"io"
	"os/exec"
	"testing"
)

// start runs cat, which ends when its input does.
func start(t *testing.T, ctx context.Context) (*exec.Cmd, io.Closer) {
	cmd := exec.CommandContext(ctx, "cat")
	cmd.Stdout = new(bytes.Buffer)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, stdin
}

// Without this a collection closes the pipe, and the program ends.
var open []io.Closer

func TestSubprocessLeak(t *testing.T) {
	ctx, _ := context.WithCancel(context.Background())
	_, stdin := start(t, ctx) // leak: IO wait by=at rule=subprocess leakers="TestSubprocessLeak:1 TestSubprocessOutputLeak:1" count=2 // leak: select by=at rule=subprocess-context
	open = append(open, stdin)
}

func TestSubprocessClean(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cmd, stdin := start(t, ctx)
	stdin.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}
