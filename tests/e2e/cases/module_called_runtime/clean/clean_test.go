// Package clean links nothing of that module.
package clean

import "testing"

func TestNothing(t *testing.T) {}
