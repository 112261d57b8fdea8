// Package corpus holds places at which a goroutine can be blocked. The shapes are
// those of public Go code, where a project is named; the words are not. A comment at the
// end of the line says what the site is, what could have ended the function (ends), what
// kind of send or receive it is (kind), the case that a reader should be pointed to (by),
// the method that closes its channel (closer) and an endless caller (caller).
package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
)

var (
	errShut    = errors.New("shut down")
	errLate    = errors.New("too late")
	errRefused = errors.New("refused")
)

type job struct {
	id    int
	last  bool
	retry bool
	size  int
}

type reply struct {
	text string
	err  error
}

type link interface {
	ReadFrame() ([]byte, error)
	WriteFrame([]byte) error
	Context() context.Context
}

func note(args ...any) { fmt.Fprintln(os.Stderr, args...) }

func do(j job) error {
	if j.size < 0 {
		return errRefused
	}
	return nil
}

// fatal never comes back.
func fatal(args ...any) {
	note(args...)
	os.Exit(1)
}

// mustNot never comes back, either: it panics on every path.
func mustNot(what string) {
	if what == "" {
		panic("something impossible")
	}
	panic("impossible: " + what)
}

// serveForever has no way out.
func serveForever(mu *sync.Mutex, n *int) {
	for {
		mu.Lock()
		*n++
		mu.Unlock()
	}
}
