package one

import (
	"os"
	"testing"
)

func TestLeaks(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send
}

func TestExits(t *testing.T) { os.Exit(1) }
