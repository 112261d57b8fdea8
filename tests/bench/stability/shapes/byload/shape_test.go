package byload

import (
	"crypto/sha256"
	"testing"
	"time"
)

// Sleeps on a quiet machine; on a busy one it is mostly on its way to run.
func TestShape(t *testing.T) {
	buffer := make([]byte, 256<<10)
	go func() {
		for {
			time.Sleep(time.Millisecond)
			sum := sha256.Sum256(buffer)
			buffer[0] = sum[0]
		}
	}()
}
