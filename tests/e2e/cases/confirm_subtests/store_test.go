package store

import (
	"os"
	"testing"
	"time"
)

func TestStore(t *testing.T) {
	t.Run("safe", func(t *testing.T) {
		go func() { // leak: sleep tier=growing test=TestStore/safe
			time.Sleep(time.Hour)
		}()
	})
	// Left out by -run: were it run, the process would end here.
	t.Run("destructive", func(t *testing.T) {
		os.Exit(3)
	})
}
