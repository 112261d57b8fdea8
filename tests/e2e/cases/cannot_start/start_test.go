package start

import "testing"

func TestNothing(t *testing.T) {}
