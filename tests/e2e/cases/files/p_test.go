package p

import "testing"

func TestFiles(t *testing.T) {
	c := V()
	go func() { c <- 1 }() // leak: chan send tier=growing
}
