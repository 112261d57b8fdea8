package others

import (
	"sync/atomic"
	"testing"
)

func spin(stop *atomic.Bool) {
	for !stop.Load() {
	}
}

func TestRunningLeak(t *testing.T) {
	var stop atomic.Bool
	go spin(&stop) // leak: running|runnable rule=running
}

func TestRunningClean(t *testing.T) {
	var stop atomic.Bool
	defer stop.Store(true)
	go spin(&stop)
}
