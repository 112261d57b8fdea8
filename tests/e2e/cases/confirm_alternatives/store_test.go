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

var kept [][]byte

func TestOther(t *testing.T) {
	t.Run("keeps", func(t *testing.T) {
		kept = append(kept, make([]byte, 2<<20)) // leak: none by=at count=0 tier=growing rule=heap-append fix="kept (store_test.go:25) keeps it" test=TestOther/keeps
	})
	t.Run("safe", func(t *testing.T) { // the other test's
		os.Exit(3)
	})
}

func TestWhole(t *testing.T) {
	t.Run("part", func(t *testing.T) {
		go func() { // leak: sleep tier=growing test=TestWhole/part
			time.Sleep(time.Hour)
		}()
	})
}
