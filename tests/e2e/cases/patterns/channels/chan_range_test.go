package channels

import "testing"

func TestChanRangeLeak(t *testing.T) {
	events := make(chan string)
	go func() { // leak: chan receive rule=chan-range
		for event := range events {
			_ = event
		}
	}()
	events <- "opened"
}

func TestChanRangeClean(t *testing.T) {
	events := make(chan string)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for event := range events {
			_ = event
		}
	}()
	events <- "opened"
	close(events)
	<-done
}
