package watch

import (
	"os"
	"testing"
)

// A watcher has a goroutine that reads what the system says, and hands it out until it is closed.
type watcher struct {
	Events     chan string
	in, system *os.File
}

func newWatcher(t *testing.T) *watcher {
	in, system, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	w := &watcher{Events: make(chan string), in: in, system: system}
	go w.readEvents() // leak: IO wait test=TestOtherChannel count=3 leakers="TestOtherChannel:1 TestOwnWayOut:1 TestWatcherNotClosed:1" cause=-
	return w
}

func (w *watcher) readEvents() {
	defer func() {
		close(w.Events)
	}()
	buffer := make([]byte, 100)
	for {
		n, err := w.in.Read(buffer)
		if err != nil {
			return
		}
		w.Events <- string(buffer[:n])
	}
}

func (w *watcher) Close() {
	w.system.Close()
}

// Who takes the events ends when the watcher does.
func TestWatcherNotClosed(t *testing.T) {
	w := newWatcher(t)
	go func() { // leak: chan receive cause=watch/watch_test.go:20
		for range w.Events {
		}
	}()
}

func TestWatcherClosed(t *testing.T) {
	w := newWatcher(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range w.Events {
		}
	}()
	w.Close()
	<-done
}

// One that could have ended by itself is a cause of its own.
func TestOwnWayOut(t *testing.T) {
	w, quit := newWatcher(t), make(chan struct{})
	go func() { // leak: select cause=-
		for {
			select {
			case _, ok := <-w.Events:
				if !ok {
					return
				}
			case <-quit:
				return
			}
		}
	}()
}

type hub struct{ jobs chan string }

func (h *hub) run() {
	for range h.jobs {
	}
}

func (h *hub) Close() { close(h.jobs) }

// And so is one that takes from a channel which somebody else closes.
func TestOtherChannel(t *testing.T) {
	newWatcher(t)
	h := &hub{jobs: make(chan string)}
	go h.run() // leak: chan receive rule=chan-closer cause=-
}
