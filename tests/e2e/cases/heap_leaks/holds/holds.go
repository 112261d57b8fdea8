// Package holds leaks goroutines that keep memory, which is theirs and no leak of its own.
package holds

func wait(done chan struct{}) {
	buffer := make([]byte, 1<<20)
	<-done
	buffer[0]++
}
