package channels

// What one goroutine alone sends on, and nobody closes: it can close it at its end.
func countTo(n int) int {
	values := make(chan int)
	go func() {
		for i := range n {
			values <- i
		}
	}()
	sum := make(chan int)
	go func() { // leak: chan receive test=TestFed fix="write defer close(values) first in the goroutine that sends on it (channels/fed.go:6)"
		total := 0
		for v := range values {
			total += v
			if v == n-1 {
				sum <- total
			}
		}
	}()
	return <-sum
}

// Two send, so that neither may close it.
func fromBoth() int {
	values := make(chan int)
	for i := range 2 {
		go func() { values <- i }()
	}
	got := make(chan int)
	go func() { // leak: chan receive test=TestFedByTwo fix="nothing in its package closes values of fromBoth: close it where the last value was sent"
		for v := range values {
			got <- v
		}
	}()
	return <-got + <-got
}

// bar is ended by a value that Finish sends, by way of a copy, and gives itself back where it is set up.
type bar struct{ finish chan bool }

func (b *bar) Start() *bar {
	b.finish = make(chan bool)
	go b.draw(b.finish) // leak: select test=TestBar fix="t.Cleanup(func() { _ = b.Finish() }) after channels/channels_test.go:43"
	return b
}

func (b *bar) Wide() *bar { return b }

func (b *bar) draw(finish chan bool) {
	var never chan int
	for {
		select {
		case <-never:
		case final := <-finish:
			finish <- final
			return
		}
	}
}

func (b *bar) end(final bool) {
	finish := b.finish
	if finish == nil {
		return
	}
	finish <- final
	<-finish
}

// Finish ends it.
func (b *bar) Finish() *bar {
	b.end(true)
	return b
}

type look string

func (l look) Start() *bar { return (&bar{}).Start() }

// meter has no context, and no Close.
type meter struct{ out chan int }

func newMeter() *meter {
	m := &meter{make(chan int)}
	go m.measure() // leak: chan send test=TestMeter fix="no context comes there: a done channel in meter, closed by a Close that the test calls, does the same"
	return m
}

func (m *meter) measure() { m.out <- 1 }
