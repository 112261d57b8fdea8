package library

import (
	"testing"
	"time"

	"github.com/hashicorp/go-metrics"
)

func TestLibrarySleepLeak(t *testing.T) {
	config := metrics.DefaultConfig("example")
	config.ProfileInterval = time.Hour
	if _, err := metrics.New(config, &metrics.BlackholeSink{}); err != nil { // leak: sleep by=at rule=library-sleep
		t.Fatal(err)
	}
}

func TestLibrarySleepClean(t *testing.T) {
	config := metrics.DefaultConfig("example")
	config.EnableRuntimeMetrics = false
	if _, err := metrics.New(config, &metrics.BlackholeSink{}); err != nil {
		t.Fatal(err)
	}
}
