// Package p is tested by its files.
package p

// V is a channel on which nobody receives.
func V() chan int { return v }

var v = make(chan int)
