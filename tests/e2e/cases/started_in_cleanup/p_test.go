package p

import "testing"

func TestCleanup(t *testing.T) {
	t.Cleanup(func() {
		go func() { select {} }() // leak: select (no cases) phase=cleanup at=p_test.go:7
	})
}

func TestSub(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		t.Cleanup(func() {
			c := make(chan int)
			go func() { <-c }() // leak: chan receive test="TestSub/inner" phase=cleanup
		})
	})
}

func TestDefer(t *testing.T) {
	var c chan int
	defer func() {
		go func() { c <- 1 }() // leak: chan send (nil chan) phase=test
	}()
}
