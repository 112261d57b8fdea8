package redirects

import (
	"os"
	"syscall"
	"testing"
)

func TestRedirects(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "output")
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Dup3(int(file.Fd()), syscall.Stdout, 0); err != nil {
		t.Fatal(err)
	}
	go func() { <-make(chan int) }() // leak: chan receive
}
