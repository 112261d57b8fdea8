// Package stuck has a test that keeps memory beside three that run once in a process.
package stuck

import (
	"os"
	"testing"
)

var kept [][]byte

func TestKeeps(t *testing.T) {
	for range 200 {
		kept = append(kept, make([]byte, 10_000)) // leak: none by=at count=0 tier=growing rule=heap-append test=TestKeeps
	}
}

var ran = map[string]bool{}

func again(name string) bool {
	was := ran[name]
	ran[name] = true
	return was
}

func TestStuck(t *testing.T) {
	if again("stuck") {
		<-make(chan int, len(kept))
	}
}

func TestPanics(t *testing.T) {
	if again("panics") {
		panic("once")
	}
}

func TestExits(t *testing.T) {
	if again("exits") {
		os.Exit(3)
	}
}
