package later

import (
	"testing"
	"time"
)

func TestLater(t *testing.T) {
	t.Parallel()
	timer := time.NewTimer(time.Second)
	go func() { <-timer.C }()
}
