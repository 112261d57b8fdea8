package main_exits

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	m.Run()
	fmt.Println("teardown failed")
	os.Exit(7)
}

func TestGood(t *testing.T) {}
