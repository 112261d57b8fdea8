package polled_test

import (
	"testing"

	"example.com/advice/spin/polled"
)

func TestBatch(t *testing.T) {
	b := polled.NewBatch()
	b.Add(1)
}
