package beside

import (
	"testing"
	"time"
)

func TestBeside(t *testing.T) {
	go func() { // leak: sleep tier=growing
		time.Sleep(time.Hour)
	}()
}
