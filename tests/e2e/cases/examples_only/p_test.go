package examplesonly

import "fmt"

func Example_start() {
	go func() { <-make(chan int) }() // leak: chan receive phase=example
	fmt.Println("started")
	// Output: started
}
