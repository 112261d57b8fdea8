package lines

import "testing"

type listener struct{ conns chan int }

func (l *listener) accept() int {
	return <-l.conns
}

func TestFirst(t *testing.T) {
	l := &listener{make(chan int)}
	go func() { l.accept() }() // leak: chan receive cause=-
}

func TestSecond(t *testing.T) {
	l := &listener{make(chan int)}
	go func() { l.accept() }() // leak: chan receive cause=lines/lines_test.go:13
}

func TestThird(t *testing.T) {
	l := &listener{make(chan int)}
	go serve(l) // leak: chan receive cause=lines/lines_test.go:13
}

func serve(l *listener) { l.accept() }

// A function that waits for whatever it is given says nothing about what that is.
func take(values chan int) int { return <-values }

func TestLeft(t *testing.T) {
	values := make(chan int)
	go func() { take(values) }() // leak: chan receive cause=-
}

func TestRight(t *testing.T) {
	values := make(chan int)
	go func() { take(values) }() // leak: chan receive cause=-
}
