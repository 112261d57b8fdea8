package pipes

import (
	"io"
	"testing"
)

func TestIOPipeReadLeak(t *testing.T) {
	r, w := io.Pipe()
	go io.ReadAll(r) // leak: select rule=io-pipe-read
	io.WriteString(w, "first")
}

func TestIOPipeReadClean(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	go io.ReadAll(r)
	io.WriteString(w, "first")
}

func TestIOPipeWriteLeak(t *testing.T) {
	r, w := io.Pipe()
	go io.WriteString(w, "first") // leak: select rule=io-pipe-write
	_ = r
}

func TestIOPipeWriteClean(t *testing.T) {
	r, w := io.Pipe()
	defer r.Close()
	go io.WriteString(w, "first")
}
