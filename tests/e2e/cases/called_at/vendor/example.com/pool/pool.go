// Package pool starts goroutines for others.
package pool

// Submit runs f in a goroutine of its own.
func Submit(f func()) { go f() }
