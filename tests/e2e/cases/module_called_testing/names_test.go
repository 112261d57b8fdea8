package x

import (
	"testing"
	"time"

	"testing.helpers/y"
)

func wait() { select {} }

func TestOwn(t *testing.T) {
	go wait() // leak: select (no cases)
	time.Sleep(10 * time.Millisecond)
}

func TestHelper(t *testing.T) {
	y.Start()
	time.Sleep(10 * time.Millisecond)
}
