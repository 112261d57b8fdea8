package process

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
	"time"
)

// background starts a shell that ends at once. The program that it leaves running keeps
// its output open, and ends with the test binary. (What copies that output is the same
// leak as in subprocess_test.go, and stands there.)
func background(t *testing.T, delay time.Duration) *exec.Cmd {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	open = append(open, w)
	cmd := exec.Command("sh", "-c", "cat <&3 &")
	cmd.ExtraFiles = []*os.File{r}
	cmd.Stdout = new(bytes.Buffer)
	cmd.WaitDelay = delay
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

func TestSubprocessOutputLeak(t *testing.T) {
	cmd := background(t, 0)
	go cmd.Wait() // leak: chan receive rule=subprocess-output
}

func TestSubprocessOutputClean(t *testing.T) {
	cmd := background(t, time.Millisecond)
	go cmd.Wait()
}
