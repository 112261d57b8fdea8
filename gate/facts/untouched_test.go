package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const reader = `package hub

import (
	"net"
	"context"
	"sync"
)

type Reader struct {
	listener, other net.Listener
	quit            chan int
	stopped         bool
	mu              sync.Mutex
	cancel          func()
	stop            func()
	inner           inner
}
type inner struct{ quit chan int }
func (i *inner) end() { close(i.quit) }
func New(l net.Listener) *Reader {
	quit, ctx, cancel := make(chan int), context.Background(), func() {}
	r := &Reader{listener: l, quit: quit, cancel: cancel}
	go r.run(ctx, l, quit)
	return r
}
func (r *Reader) halt() { r.stopped = true }
func (r *Reader) look() bool { return r.stopped }
`

func TestACloseMayTouchNothingThatTheLoopLooksAt(t *testing.T) {
	const selects = "select { /*here*/\ncase <-quit:\nreturn\ndefault:\n}"
	for _, each := range []struct {
		closes, runs string
		untouched    bool
	}{
		{"r.listener.Close()", selects, false}, // its parameter is that listener
		{"r.other.Close()", selects, true},
		{"r.other.Close()", "defer r.other.Close()\n" + selects, true},
		{"r.other.Close()", "go r.other.Accept()\n" + selects, true},
		{"r.other.Close()", "r.other.Accept()\n" + selects, false},
		{"", selects, true},
		{"close(r.quit)", selects, false},
		{"quit := r.quit\nclose(quit)", selects, false},
		{"r.halt()", "if r.look() { /*here*/\nreturn\n}", false},
		{"r.halt()", selects, true},
		{"r.inner.end()", selects, true},
		{"r.other.Close()", "one := inner{}\nall = append(all, one)\n" + selects, true},
		{"r.inner.end()", "select { /*here*/\ncase <-r.inner.quit:\ndefault:\n}", false},
		// Nobody knows what these do.
		{"r.stop()", selects, false},
		{"other(r)", selects, false},
	} {
		source := reader + "func (r *Reader) Close() {\n" + each.closes + "\n}\nfunc (r *Reader) run(ctx context.Context, l net.Listener, quit chan int) {\nfor {\n" + each.runs + "\n}\n}\n"
		if each.closes == "r.listener.Close()" {
			source = strings.Replace(source, "for {", "l.Accept()\nfor {", 1)
		}
		path := filepath.Join(t.TempDir(), "hub.go")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := folders{}.answer(Query{path, line, "untouched", []string{"(*Reader).Close", path}}).Ending
		if (got != nil) != each.untouched {
			t.Errorf("%q beside %q: got %v", each.closes, each.runs, got)
		}
	}
}
