package either

import (
	"os"
	"testing"

	"github.com/fortytw2/leaktest"
)

func TestClean(t *testing.T) {
	defer leaktest.Check(t)()
}

func TestEither(t *testing.T) {
	var a, b *Conn
	if os.Getenv("EITHER") != "" {
		a = New()
	} else {
		b = New()
	}
	_, _ = a, b
}
