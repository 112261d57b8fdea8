package library

import (
	"testing"
	"time"

	"github.com/patrickmn/go-cache"
)

// Without this a collection stops what cleans the cache up.
var kept *cache.Cache

func TestLibraryWaitLeak(t *testing.T) {
	kept = cache.New(time.Hour, time.Hour) // leak: select by=at rule=library-wait
}

func TestLibraryWaitClean(t *testing.T) {
	cache.New(time.Hour, 0)
}
