package own

import (
	"testing"
	"time"

	"example.com/timers/node"
)

func TestExpires(t *testing.T) {
	n := &node.Node{Events: make(chan string)}
	n.Expire()
}

func TestWaits(t *testing.T) {
	time.Sleep(50 * time.Millisecond)
}
