// Package respawn has goroutines that start their successor and end.
package respawn

import (
	"testing"
	"time"
)

func tick() {
	time.Sleep(3 * time.Second)
	go tick()
}

func TestRespawns(t *testing.T) {
	go tick() // leak: sleep tier=growing
}
