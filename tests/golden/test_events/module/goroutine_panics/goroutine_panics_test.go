package goroutine_panics

import (
	"testing"
	"time"
)

func TestWaits(t *testing.T) {
	go func() { panic("boom\n    indented") }()
	time.Sleep(time.Minute)
}
