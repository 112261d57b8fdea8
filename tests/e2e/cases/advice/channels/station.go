// Package channels has what a strict reader met: copies of fields, loops with a condition, closes in a goroutine.
package channels

type inlet interface {
	In() chan<- int
	Close()
}

type station struct{ in, out chan int }

func newStation() *station {
	s := &station{make(chan int), make(chan int)}
	go s.run() // leak: select rule=select-closed test=TestCopy fix="t.Cleanup(func() { s.Close() }) after channels/channels_test.go:6" why="(*station).Close (channels/station.go:18) closes station.in"
	return s
}

func (s *station) In() chan<- int { return s.in }
func (s *station) Close()         { close(s.in) }

func (s *station) run() {
	var in, out chan int
	in = s.in
	for in != nil || out != nil {
		select {
		case v, open := <-in:
			if open {
				out = s.out
				_ = v
			} else {
				in = nil
			}
		case out <- 1:
			out = nil
		}
	}
	close(s.out)
}

type fed struct{ in chan int }

func newFed() *fed {
	f := &fed{make(chan int)}
	go f.run() // leak: chan receive rule=chan-closer test=TestSendersOfTheTest fix="let the goroutines that send at channels/channels_test.go:12 and channels/channels_test.go:16 end first, then t.Cleanup(func() { f.Close() }) after channels/channels_test.go:30"
	return f
}

func (f *fed) In() chan<- int { return f.in }
func (f *fed) Close()         { close(f.in) }
func (f *fed) run() {
	for range f.in {
	}
}

type lamp struct{ off chan struct{} }

func newLamp() *lamp {
	l := &lamp{make(chan struct{})}
	go l.burn() // leak: chan receive rule=chan-closer test=TestClosesInAGoroutine fix="t.Cleanup(func() { l.Close() }) after channels/channels_test.go:36"
	return l
}

func (l *lamp) burn()  { <-l.off }
func (l *lamp) Close() { go func() { close(l.off) }() }
