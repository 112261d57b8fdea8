package p

import "testing"

func TestIt(t *testing.T) {}
