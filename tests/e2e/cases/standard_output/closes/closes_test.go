package closes

import (
	"os"
	"testing"
)

func TestCloses(t *testing.T) {
	if err := os.Stdout.Close(); err != nil {
		t.Fatal(err)
	}
	go func() { <-make(chan int) }() // leak: chan receive
}
