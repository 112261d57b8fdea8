// Package node suspects others after a while.
package node

import "time"

// Node tells about what it suspects on a channel that few read.
type Node struct {
	Events chan string
	after  time.Duration
}

// Suspect says so after a while.
func Suspect(name string, after time.Duration) *Node {
	n := &Node{make(chan string), after}
	time.AfterFunc(after, func() {
		// The channel has no room.
		n.Events <- name
	})
	return n
}

// Expire ends n after its time.
func (n *Node) Expire() {
	time.AfterFunc(n.after, n.expired)
}

func (n *Node) expired() {
	close(n.Events)
	<-make(chan bool)
}
