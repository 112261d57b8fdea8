// Package store has goroutines that a dependency starts.
package store

import "example.com/pool"

// Open is called by tests.
func Open() { open(make(chan int)) }

func open(c chan int) {
	pool.Submit(func() { <-c }) // line 10: what the row says
}

// Generated comes from another file.
func Generated() {
	go parse(make(chan int)) // leak: chan receive test=TestGenerated
}

//line grammar/parser.y:20
func parse(c chan int) { <-c }
