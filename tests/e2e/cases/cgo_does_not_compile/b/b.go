// Package b has its C in a file of its own, which is where the error is.
package b

// int twice(int);
import "C"

// Twice doubles n.
func Twice(n int) int { return int(C.twice(C.int(n))) }
