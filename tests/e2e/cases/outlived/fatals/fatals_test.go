package fatals

import (
	"testing"
	"time"
	_ "unsafe"
)

//go:linkname fatal runtime.throw
func fatal(string)

func TestEndsInAFatalError(t *testing.T) {
	go func() { // leak: running rule=outlived count=0
		time.Sleep(100 * time.Millisecond)
		fatal("all goroutines stopped")
	}()
}
