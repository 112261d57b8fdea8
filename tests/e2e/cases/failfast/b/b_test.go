package b

import "testing"

func TestLeaks(t *testing.T) { go func() { select {} }() }
