package p

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	code := 1
	defer func() { os.Exit(code) }()
	code = m.Run()
}

func TestLeaks(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send tier=proven at=main_test.go:16 phase=test
}

func TestClean(t *testing.T) {}
