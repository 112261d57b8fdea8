package quiet

import (
	"os"
	"syscall"
	"testing"
)

func TestMain(m *testing.M) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		panic(err)
	}
	for _, descriptor := range []int{1, 2} {
		if err := syscall.Dup2(int(null.Fd()), descriptor); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

func TestLeaks(t *testing.T) {
	go func() { select {} }() // leak: select (no cases)
}
