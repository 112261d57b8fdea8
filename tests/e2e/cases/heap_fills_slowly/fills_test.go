package fills

import (
	"testing"
	"time"
)

type ring struct {
	kept [][]byte
	next int
}

// recent is full after ten rounds.
var recent = ring{kept: make([][]byte, 500)}

func (r *ring) add() {
	r.kept[r.next] = make([]byte, 16<<10)
	r.next = (r.next + 1) % len(r.kept)
}

func TestFills(t *testing.T) {
	for range 50 {
		recent.add()
	}
}

var opened [][]byte

func TestOpens(t *testing.T) {
	for range 64 {
		opened = append(opened, make([]byte, 16<<10)) // leak: none by=at count=0 tier=growing rule=heap-append test=TestOpens fix="opened (fills_test.go:31) keeps it"
	}
}

func TestSlow(t *testing.T) { time.Sleep(2100 * time.Millisecond) }
