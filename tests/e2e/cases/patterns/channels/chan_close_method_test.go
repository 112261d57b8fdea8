package channels

import "testing"

// The hub's own Close would end its loop, whoever sends.
func TestChanCloseMethodLeak(t *testing.T) {
	newFeed().in <- 1
}

func TestChanCloseMethodClean(t *testing.T) {
	f := newFeed()
	defer f.Close()
	f.in <- 1
}
