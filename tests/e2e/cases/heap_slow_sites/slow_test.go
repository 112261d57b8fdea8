package slow

import "testing"

var opened [][]byte

func TestOpens(t *testing.T) {
	for range 32 {
		opened = append(opened, make([]byte, 64<<10)) // leak: none by=at count=0 tier=growing rule=heap-append test=TestOpens fix="opened (slow_test.go:9) keeps it"
	}
}

var sink *[4]int

// Where each allocation is recorded, it takes up to a minute for six rounds.
func TestOnlyAllocates(t *testing.T) {
	for i := range 10_000_000 {
		sink = &[4]int{i}
	}
	sink = nil
}
