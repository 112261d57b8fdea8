package feed

import "testing"

func TestFeed(t *testing.T) {
	c := make(chan int)
	go func() { <-c }() // leak: chan receive rule=our-feed
}
