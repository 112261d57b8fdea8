//go:build go1.25

package late

import (
	"fmt"
	"testing"
)

func TestOutput(t *testing.T) {
	kept := t.Output()
	after(func() {
		fmt.Fprintln(kept, "stopped")
		fmt.Fprintln(t.Output(), "stopped")
	})
}
