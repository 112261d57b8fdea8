package late

import (
	"testing"
	"time"

	"example.com/timers/node"
)

func TestQuick(t *testing.T) {}

func TestSuspects(t *testing.T) {
	node.Suspect("a", 1500*time.Millisecond)
}

func TestReads(t *testing.T) {
	n := node.Suspect("b", time.Millisecond)
	<-n.Events
}

func TestWaits(t *testing.T) {
	time.Sleep(2500 * time.Millisecond)
}

func TestAlsoSuspects(t *testing.T) {
	node.Suspect("c", 100*time.Millisecond)
}
