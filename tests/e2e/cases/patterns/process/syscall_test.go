package process

import (
	"syscall"
	"testing"
)

// pipe gives a pipe of which a read blocks its thread, as files from outside often do.
func pipe(t *testing.T) (r, w int) {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
		t.Fatal(err)
	}
	return ends[0], ends[1]
}

func TestSyscallLeak(t *testing.T) {
	r, _ := pipe(t)
	go syscall.Read(r, make([]byte, 1)) // leak: syscall rule=syscall
}

func TestSyscallClean(t *testing.T) {
	r, w := pipe(t)
	defer syscall.Close(w)
	go syscall.Read(r, make([]byte, 1))
}
