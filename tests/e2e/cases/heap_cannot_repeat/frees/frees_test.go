// Package frees has a test whose memory another one frees: alone it grows, and with the others it does not.
package frees

import (
	"testing"
	"time"
)

const slow = 750 * time.Millisecond

var (
	filled [][]byte
	kept   [][]byte
)

func TestFills(t *testing.T) {
	time.Sleep(slow)
	for range 200 {
		filled = append(filled, make([]byte, 10_000))
	}
}

func TestFrees(t *testing.T) {
	time.Sleep(slow)
	filled = nil
}

func TestKeeps(t *testing.T) {
	time.Sleep(slow)
	for range 200 {
		kept = append(kept, make([]byte, 8_000)) // leak: none by=at count=0 tier=growing rule=heap-append test=TestKeeps
	}
}
