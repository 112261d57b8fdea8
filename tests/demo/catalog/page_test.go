package catalog

import (
	"crypto/rand"
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
	for range 50 {
		visitor := rand.Text()
		if page := string(Page(visitor)); !strings.Contains(page, visitor) {
			t.Errorf("%s does not find its own name", visitor)
		}
	}
}
