package pipes

import (
	"io"
	"os"
	"testing"
)

func pipe(t *testing.T) (r, w *os.File) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	return r, w
}

// Without this a collection closes the writing end, and the reader ends.
var open []*os.File

func TestFileReadLeak(t *testing.T) {
	r, w := pipe(t)
	go io.ReadAll(r) // leak: IO wait rule=file-read
	open = append(open, w)
}

func TestFileReadClean(t *testing.T) {
	r, w := pipe(t)
	defer w.Close()
	go io.ReadAll(r)
}
