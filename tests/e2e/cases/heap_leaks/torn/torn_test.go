// Package torn frees at its end as much as its tests keep, but what TestMain made for them.
package torn

import "testing"

var fixture, opened [][]byte

func TestOpens(t *testing.T) {
	for range 64 {
		opened = append(opened, make([]byte, 64<<10)) // leak: none by=at count=0 tier=growing rule=heap-append test=TestOpens fix="opened (torn/torn_test.go:10) keeps it"
	}
}

func TestMain(m *testing.M) {
	for range 32 {
		fixture = append(fixture, make([]byte, 64<<10))
	}
	m.Run()
	fixture = nil
}
