// Package listener has what has to be closed.
package listener

// Listener waits until Close.
type Listener struct{ done chan struct{} }

// New starts one.
func New() *Listener {
	l := &Listener{make(chan struct{})}
	go l.run()
	return l
}

func (l *Listener) run() { <-l.done }

// Ping has nobody to answer.
func (l *Listener) Ping() bool { return false }

// Close ends it.
func (l *Listener) Close() { close(l.done) }
