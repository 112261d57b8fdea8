package channels

import "testing"

func TestChanReceiveLeak(t *testing.T) {
	ready := make(chan struct{})
	go func() { <-ready }() // leak: chan receive rule=chan-receive
}

func TestChanReceiveClean(t *testing.T) {
	ready := make(chan struct{})
	go func() { <-ready }()
	close(ready)
}
