package tested

import "testing"

func TestIt(t *testing.T) {}
