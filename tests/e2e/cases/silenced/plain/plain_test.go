package plain

import "testing"

func TestIt(t *testing.T) {}
