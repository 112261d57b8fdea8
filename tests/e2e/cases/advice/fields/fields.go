// Package fields has channels that are kept in fields, under other names, and closed by way of helpers.
package fields

import (
	"sync"

	"example.com/advice/fields/memory"
)

// Logger has a Close that does not end what writing started.
type Logger struct {
	start sync.Once
	mill  chan bool
}

func (l *Logger) Write(p []byte) (int, error) {
	l.start.Do(func() {
		l.mill = make(chan bool, 1)
		go l.run() // leak: chan receive test=TestForgetsItsField fix="close l.mill in (*Logger).Close (fields/fields.go:34), once and where it is not nil" why="(*Logger).Close (fields/fields.go:34), which is called at fields/fields_test.go:11, does not close it"
	})
	select {
	case l.mill <- true:
	default:
	}
	return len(p), nil
}

func (l *Logger) run() {
	for range l.mill {
	}
}

// Close forgets the mill.
func (l *Logger) Close() error { return nil }

// Rotator closes what it started, by other names.
type Rotator struct {
	mu    sync.Mutex
	start sync.Once
	quit  chan struct{}
	other chan struct{}
}

func (r *Rotator) Start() {
	r.start.Do(func() {
		quit := make(chan struct{})
		r.quit, r.other = quit, make(chan struct{})
		go r.rotate(quit) // leak: select test=TestClosesItsField fix="t.Cleanup(func() { r.Close() }) after fields/fields_test.go:17" why="(*Rotator).Close (fields/fields.go:63) closes"
	})
}

func (r *Rotator) rotate(quit <-chan struct{}) {
	for {
		select {
		case <-quit:
			return
		case <-r.other:
		}
	}
}

// Close takes the channel out under the lock and hands it to a helper.
func (r *Rotator) Close() {
	r.mu.Lock()
	var quit chan struct{}
	if r.quit != nil {
		quit = r.quit
		r.quit = nil
	}
	r.mu.Unlock()
	if quit != nil {
		safeClose(quit)
	}
}

func safeClose[T any](ch chan T) {
	defer func() { _ = recover() }()
	close(ch)
}

// Watcher looks like the Rotator, and its Close closes another channel.
type Watcher struct{ quit, other chan struct{} }

func (w *Watcher) Start() {
	w.quit, w.other = make(chan struct{}), make(chan struct{})
	go w.watch(w.quit) // leak: select test=TestClosesAnotherField fix="close Watcher.quit in (*Watcher).Close (fields/fields.go:100), once and where it is not nil; then t.Cleanup(func() { w.Close() }) after fields/fields_test.go:22"
}

func (w *Watcher) watch(quit <-chan struct{}) {
	for {
		select {
		case <-quit:
			return
		case <-w.other:
		}
	}
}

// Close is for somebody else.
func (w *Watcher) Close() { safeClose(w.other) }

// Getter is what a Manager keeps.
type Getter interface{ Get() string }

// Manager keeps a store that it alone knows the type of.
type Manager struct{ Store Getter }

func NewManager() *Manager { return &Manager{Store: memory.New()} }

// Chooser looks like the Manager, and keeps now this and now that.
type Chooser struct{ Store Getter }

func NewChooser() *Chooser { return &Chooser{Store: memory.Early()} }

type none struct{}

func (none) Get() string { return "" }

func (c *Chooser) Forget() { c.Store = none{} }
