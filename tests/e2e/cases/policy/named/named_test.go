package named

import (
	"testing"
	"time"
)

func Start() {
	go func() { time.Sleep(time.Hour) }() // leak: sleep as=allowed test=TestNamed
}

func TestNamed(t *testing.T) { Start() }

func TestKnown(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		go func() { time.Sleep(time.Hour) }() // leak: sleep as=allowed test=TestKnown/sub
	})
	go func() { time.Sleep(time.Hour) }() // leak: sleep
}
