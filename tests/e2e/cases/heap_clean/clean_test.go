package clean

import (
	"testing"
	"time"
)

func TestTableWarmedOnce(t *testing.T) {
	if len(table()) != 1000 {
		t.Fatal("table")
	}
}

func TestRing(t *testing.T) {
	for range 400 {
		recent.add(make([]byte, size))
	}
}

func TestLRU(t *testing.T) {
	for range 500 {
		cached.add()
	}
}

func TestSlowLRU(t *testing.T) {
	for range 50 {
		patient.add()
	}
}

func TestPool(t *testing.T) {
	for range 200 {
		withBuffer(func(buffer *[64 << 10]byte) { buffer[0]++ })
	}
}

var sink []byte

func TestGarbage(t *testing.T) {
	for range 500 {
		sink = make([]byte, 1<<20)
	}
	sink = nil
}

func TestFreedInCleanup(t *testing.T) {
	for range 1000 {
		t.Cleanup(register())
	}
}

func TestManyTimers(t *testing.T) {
	timers := make([]*time.Timer, 200_000)
	for i := range timers {
		timers[i] = time.AfterFunc(time.Hour, func() {})
	}
	for _, timer := range timers {
		timer.Stop()
	}
}

func TestParallelGarbage(t *testing.T) {
	for range 4 {
		t.Run("part", func(t *testing.T) {
			t.Parallel()
			kept := make([][]byte, 0)
			for range 100 {
				kept = append(kept, make([]byte, size))
			}
			_ = kept
		})
	}
}
