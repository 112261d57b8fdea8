//go:build go1.25

package main

import (
	"os"
	"testing"
	"testing/synctest"
)

func bubble(f func()) {
	tests := []testing.InternalTest{{Name: "TestBubble", F: func(t *testing.T) {
		synctest.Test(t, func(*testing.T) { f() })
	}}}
	os.Args = os.Args[:1]
	testing.Main(func(string, string) (bool, error) { return true, nil }, tests, nil, nil)
}
