package p

import (
	"os"
	"testing"
	"time"
)

var forever = make(chan int)

func TestMain(m *testing.M) {
	go func() { <-forever }()
	code := m.Run()
	go func() { forever <- 1 }() // takes the first one along
	time.Sleep(10 * time.Millisecond)
	go func() { <-forever }() // leak: chan receive test=- phase=test_main
	time.Sleep(10 * time.Millisecond)
	os.Exit(code)
}

func TestNothing(t *testing.T) {}
