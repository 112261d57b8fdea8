package closers

import "testing"

func TestSession(t *testing.T) {
	c := New()
	c.Session()
	NewFeed()
}

func TestWriter(t *testing.T) { New() }
