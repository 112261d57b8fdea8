// Package clean has what looks like a leak of memory in one run and is none: the twins of heap_leaks.
package clean

import (
	"container/list"
	"sync"
)

const size = 4096

// table is filled once, when it is first asked for.
var table = sync.OnceValue(func() map[int]*[size]byte {
	values := map[int]*[size]byte{}
	for i := range 1000 {
		values[i] = new([size]byte)
	}
	return values
})

// ring keeps the last so many.
type ring struct {
	slots [512][]byte
	next  int
}

func (r *ring) add(value []byte) {
	r.slots[r.next%len(r.slots)] = value
	r.next++
}

var recent ring

// lru forgets the oldest at its limit.
type lru struct {
	order   *list.List
	entries map[int]*list.Element
	limit   int
	next    int
}

var cached = &lru{order: list.New(), entries: map[int]*list.Element{}, limit: 300}

type entry struct {
	key   int
	value []byte
}

// patient is full after ten rounds.
var patient = &lru{order: list.New(), entries: map[int]*list.Element{}, limit: 500}

func (c *lru) add() {
	c.next++
	c.entries[c.next] = c.order.PushFront(entry{c.next, make([]byte, size)})
	if c.order.Len() > c.limit {
		oldest := c.order.Back()
		delete(c.entries, oldest.Value.(entry).key)
		c.order.Remove(oldest)
	}
}

var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

func withBuffer(use func(*[64 << 10]byte)) {
	buffer := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buffer)
	use(buffer)
}

// registry gives back what it was given.
var registry = map[*[size]byte]bool{}

func register() func() {
	value := new([size]byte)
	registry[value] = true
	return func() { delete(registry, value) }
}
