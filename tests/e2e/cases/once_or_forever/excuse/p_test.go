// Package excuse has a singleton that explains nothing of what another test leaks.
package excuse

import (
	"sync"
	"testing"
)

var (
	once  sync.Once
	dirty bool
)

func watch() { <-make(chan int) }

func start() {
	go watch() // leak: chan receive tier=proven test=TestLeaks count=any
}

func TestDirty(t *testing.T) { dirty = true }

// Leaks only after the test above: alone it shows nothing.
func TestLeaks(t *testing.T) {
	if dirty {
		start()
	}
}

func TestSingleton(t *testing.T) { once.Do(start) }
