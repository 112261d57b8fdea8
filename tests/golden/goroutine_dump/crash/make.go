// What a program prints that dies of a nil pointer, with all goroutines.
//
//golden:env GOTRACEBACK=all
//golden:stderr
package main

import (
	"fmt"
	"os"
	"sync"
)

type node struct{ next *node }

func (n *node) last() *node { return n.next.next }

func main() {
	var wait sync.WaitGroup
	wait.Add(1)
	go func() {
		wait.Done()
		select {}
	}()
	wait.Wait()
	fmt.Fprint(os.Stderr, "text without a newline")
	defer func() {
		fmt.Fprintln(os.Stderr, "\ndeferred:", recover() != nil)
		panic(fmt.Errorf("again\ngoroutine 99 [running]:\nnot.real()"))
	}()
	(&node{}).last()
}
