package examples_test

import (
	"fmt"
	"runtime"
	"testing"

	"example.com/examples"
)

func ExampleCallers() {
	fmt.Println(examples.Callers())
	// Output:
	// example.com/examples_test.ExampleCallers
	// testing.runExample
}

func ExampleForget() {
	examples.Forget()
	fmt.Println("done")
	// Output: done
}

func Example_clean() {
	done := make(chan struct{})
	go func() { close(done) }()
	<-done
	fmt.Println("clean")
	// Output: clean
}

func TestCallers(t *testing.T) {
	pcs := make([]uintptr, 10)
	n := runtime.Callers(1, pcs)
	// The test itself, tRunner, goexit: as without a gate.
	if n != 3 {
		t.Fatalf("%d frames", n)
	}
}
