// Package exits has, for rules that read the body of a case, a leak and the nearest thing that looks like it.
package exits

import (
	"context"
	"testing"
	"time"
)

// The stop message only pauses: it is the context that ends the loop.
func pausing(ctx context.Context, stop <-chan struct{}) {
	paused := false
	for {
		select { // leak: select by=blocked rule=select-context test=TestStopOnlyPauses
		case <-stop:
			paused = !paused
		case <-ctx.Done():
			return
		}
	}
}

func TestStopOnlyPauses(t *testing.T) {
	go pausing(context.Background(), make(chan struct{}))
}

// A break without a label leaves the select alone.
func TestBreakIsNoExit(t *testing.T) {
	done, more := make(chan struct{}), make(chan int)
	go func() { // leak: select rule=select-no-exit
		for {
			select {
			case <-done:
				break
			case <-more:
			}
		}
	}()
}

// What comes from Done is a value, and the loop goes on with it.
type jobs struct{ finished chan int }

func (j *jobs) Done() <-chan int { return j.finished }

func TestDoneBringsValues(t *testing.T) {
	j := &jobs{make(chan int)}
	other := make(chan string)
	go func() { // leak: select rule=select-no-exit
		sum := 0
		for {
			select {
			case id := <-j.Done():
				sum += id
			case <-other:
			}
		}
	}()
}

// Ends when its channel is closed.
func TestSelectClosed(t *testing.T) {
	in, ticks := make(chan int), make(chan int)
	go func() { // leak: select rule=select-closed
		for {
			select {
			case _, ok := <-in:
				if !ok {
					return
				}
			case <-ticks:
			}
		}
	}()
}

// The same loop, closed.
func TestSelectClosedClean(t *testing.T) {
	in := make(chan int)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			if _, ok := <-in; !ok {
				return
			}
		}
	}()
	close(in)
	<-ended
}

// One answer, of two that nobody gives.
func TestSelectOnce(t *testing.T) {
	answers, failures := make(chan int), make(chan error)
	go func() { // leak: select rule=select-once
		select {
		case n := <-answers:
			t.Log(n)
		case err := <-failures:
			t.Log(err)
		}
	}()
}

// A signal on a channel without room is no slot.
func TestSignal(t *testing.T) {
	done := make(chan struct{})
	go func() {
		done <- struct{}{} // leak: chan send by=blocked rule=chan-signal
	}()
}

// A slot whose holder never gives it back.
func TestSlot(t *testing.T) {
	slots := make(chan struct{}, 1)
	held := make(chan int)
	go func() { // leak: chan send rule=chan-slot
		for range 2 {
			slots <- struct{}{}
			go func() { // leak: chan receive rule=chan-receive
				defer func() { <-slots }()
				<-held
			}()
		}
	}()
}

// Closing would make it spin.
func TestLoopThatNothingEnds(t *testing.T) {
	in := make(chan int)
	go func() { // leak: chan receive rule=chan-loop
		sum := 0
		for {
			sum += <-in
		}
	}()
}

// A variable called timeout is no timer.
func TestTimeoutIsNoTimer(t *testing.T) {
	timeout := make(chan error)
	more := make(chan int)
	go func() { // leak: select rule=select-done
		for {
			select {
			case <-timeout:
				return
			case <-more:
			}
		}
	}()
}

// It polls: nothing ends it by itself.
func TestPollHasAnExit(t *testing.T) {
	quit := make(chan struct{})
	go func() { // leak: select rule=select-done
		for {
			select {
			case <-time.After(time.Hour):
			case <-quit:
				return
			}
		}
	}()
}

func TestPollWithoutAnExit(t *testing.T) {
	go func() { // leak: select rule=select-ticker
		wake := make(chan struct{})
		for {
			select {
			case <-time.After(time.Hour):
			case <-wake:
			}
		}
	}()
}

func TestWaitsAgainAndAgain(t *testing.T) {
	go func() { // leak: chan receive rule=time-after-loop
		for {
			<-time.After(time.Hour)
		}
	}()
}

// The select ends by itself, its caller does not.
func oneTurn(wake <-chan int) {
	select {
	case <-wake:
	case <-time.After(time.Hour):
	}
}

func TestCallerLoops(t *testing.T) {
	wake := make(chan int)
	go func() { // leak: select rule=select-ticker
		for {
			oneTurn(wake)
		}
	}()
}
