package b

import (
	"testing"

	"example.com/a"
)

func TestB(t *testing.T) { a.Wait() }
