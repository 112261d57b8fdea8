package p

import (
	"flag"
	"testing"
)

var custom = flag.String("custom", "", "a flag of the test binary")

func TestArgs(t *testing.T) {
	if *custom != "a b" {
		t.Fatalf("custom is %q", *custom)
	}
}

func TestOther(t *testing.T) { t.Fatal("-run is lost") }
