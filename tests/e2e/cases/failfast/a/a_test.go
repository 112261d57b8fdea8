package a

import "testing"

func TestFails(t *testing.T) { t.Error("no") }

func TestLeaks(t *testing.T) { go func() { select {} }() }
