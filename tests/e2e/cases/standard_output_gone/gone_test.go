package gone

import (
	"os"
	"syscall"
	"testing"
)

func TestTakesBoth(t *testing.T) {
	file, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range []int{syscall.Stdout, syscall.Stderr} {
		if err := syscall.Dup3(int(file.Fd()), fd, 0); err != nil {
			t.Fatal(err)
		}
	}
	go func() { <-make(chan int) }() // leak: chan receive
}
