// Package dep is somebody else's code.
package dep

// Watch calls back from a goroutine that never ends.
func Watch(c chan int, f func(int)) {
	for v := range c {
		f(v)
	}
}
