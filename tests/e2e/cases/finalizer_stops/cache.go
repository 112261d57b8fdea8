// Package cache has a janitor in the well-known manner: the finalizer of the outer
// object stops it.
package cache

import (
	"runtime"
	"time"
)

type janitor struct{ stop chan struct{} }

func (j *janitor) run() {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-j.stop:
			return
		}
	}
}

// Cache is what users hold.
type Cache struct{ janitor *janitor }

// New starts the janitor.
func New() *Cache {
	j := &janitor{stop: make(chan struct{})}
	c := &Cache{j}
	go j.run()
	runtime.SetFinalizer(c, func(c *Cache) { close(c.janitor.stop) })
	return c
}
