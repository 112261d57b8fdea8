package twice

import (
	"expvar"
	"testing"
	"time"
)

// A name can be published once only: the second round panics.
func TestPublishes(t *testing.T) {
	expvar.NewInt("confirm")
	go func() { // leak: sleep tier=lingering
		time.Sleep(time.Hour)
	}()
}
