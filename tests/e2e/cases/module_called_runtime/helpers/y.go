// Package y starts goroutines that Go leaves out of its dumps, as their names begin with "runtime.".
package y

func Start() {
	go func() { select {} }() // a leak that nobody can see
}
