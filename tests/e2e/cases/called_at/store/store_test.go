package store

import "testing"

func TestOpen(t *testing.T) {
	Open() // leak: chan receive by=at
}

func TestGenerated(t *testing.T) { Generated() }
