package ticker

import (
	"crypto/sha256"
	"testing"
	"time"
)

// Works at each tick.
func TestShape(t *testing.T) {
	ticks := time.NewTicker(3 * time.Millisecond)
	buffer := make([]byte, 256<<10)
	go func() {
		for range ticks.C {
			sum := sha256.Sum256(buffer)
			buffer[0] = sum[0]
		}
	}()
}
