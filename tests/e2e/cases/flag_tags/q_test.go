//go:build !integration

package p

import "testing"

func TestWithoutTag(t *testing.T) { t.Fatal("the tag is lost") }
