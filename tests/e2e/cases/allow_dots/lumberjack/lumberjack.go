// Package lumberjack has the name of a package whose path ends in a dot and more.
package lumberjack

// Logger has one goroutine.
type Logger struct{ mill chan bool }

// New starts it, and nothing ends it.
func New() *Logger {
	l := &Logger{make(chan bool)}
	go l.millRun()
	return l
}

func (l *Logger) millRun() {
	for range l.mill {
	}
}
