// Package callbacks has a loop that calls one function after the other: one leak, whichever of them it
// was met in.
package callbacks

import (
	"testing"
	"time"
)

type scheduler struct{ callbacks []func() }

func (s *scheduler) start() {
	go func() { // leak: chan receive|sleep tier=growing test=TestScheduler
		for {
			for _, callback := range s.callbacks {
				callback()
			}
		}
	}()
}

func poll()   { <-time.After(3 * time.Millisecond) }
func report() { time.Sleep(97 * time.Millisecond) }

func TestScheduler(t *testing.T) { (&scheduler{[]func(){poll, report}}).start() }
