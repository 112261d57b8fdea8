package p

import (
	"testing"

	"example.com/dep"
)

func TestVendored(t *testing.T) { dep.Start() }
