// Package channels has what the tests beside it make and forget.
package channels

type feed struct{ in chan int }

func newFeed() *feed {
	f := &feed{make(chan int)}
	go func() { // leak: chan receive rule=chan-close-method test=TestChanCloseMethodLeak
		for {
			if _, ok := <-f.in; !ok {
				return
			}
		}
	}()
	return f
}

// Close ends the loop.
func (f *feed) Close() { close(f.in) }
