package each

import (
	"net/http"
	"testing"

	"example.com/cannot_repeat/pool"
)

// A pattern that is registered twice panics.
func TestFirst(t *testing.T) {
	http.HandleFunc("/first", nothing)
	pool.New()
}

func TestSecond(t *testing.T) {
	http.HandleFunc("/second", nothing)
	pool.New()
}

func nothing(http.ResponseWriter, *http.Request) {}
