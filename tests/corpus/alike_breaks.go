package corpus

import (
	"context"
	"errors"
	"time"
)

// Ways that look like a way out, and ways out that do not look like one.

// cleanup: shape of datadog-agent, language detection handler (pull request 47044): break leaves only the select.
func cleanup(ctx context.Context, sweep func()) {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select { // site: select; ends: tick; by: -
		case <-t.C:
			sweep()
		case <-ctx.Done():
			break
		}
	}
}

// goesOn: shape of nomad, client/allocrunner/taskrunner/template (a closed error channel
// only goes on), with a context that does the same.
func goesOn(ctx context.Context, errs <-chan error, renders <-chan int) {
	for {
		select { // site: select; ends: none; by: -
		case <-ctx.Done():
			note("asked to go, but renders may still come")
			continue
		case err, ok := <-errs:
			if !ok {
				continue
			}
			note(err)
		case n := <-renders:
			note(n)
		}
	}
}

// returnsNothing is made up: the return is a closure's.
func returnsNothing(done <-chan struct{}, in <-chan job) {
	for {
		select { // site: select; ends: none; by: -
		case <-done:
			func() {
				if err := do(job{}); err != nil {
					return
				}
				return
			}()
		case j := <-in:
			go func() {
				_ = do(j)
				return
			}()
		}
	}
}

// inSwitch is made up: break within a switch within a case.
func inSwitch(done <-chan struct{}, mode func() int, in <-chan job) {
	for {
		select { // site: select; ends: none; by: -
		case <-done:
			switch mode() {
			case 0:
				break
			default:
				note("mode")
			}
		case j := <-in:
			_ = do(j)
		}
	}
}

// nextOne: shape of sarama, consumer.go (responseFeeder): dying only goes to the next one.
func nextOne(dying <-chan struct{}, sets <-chan []job, out chan<- job) {
feeding:
	for set := range sets { // site: receive; ends: closed; kind: range; by: range sets
		for _, j := range set {
			select { // site: select; ends: some; by: <-dying
			case <-dying:
				continue feeding
			case out <- j:
			}
		}
	}
	close(out)
}

// ownLabel is made up: the label is the select's own.
func ownLabel(stop <-chan struct{}, in <-chan job) {
	for {
	one:
		select { // site: select; ends: none; by: -
		case <-stop:
			note("stop")
			break one
		case j := <-in:
			_ = do(j)
		}
	}
}

// innerLabel is made up after amqp091-go, _examples/pubsub/pubsub.go (publish): the label is
// the inner loop's, the outer one goes on.
func innerLabel(stop <-chan struct{}, in <-chan job, again func()) {
	for {
	inner:
		for {
			select { // site: select; ends: none; by: -
			case <-stop:
				break inner
			case j := <-in:
				_ = do(j)
			}
		}
		again()
	}
}

// onlyLate is made up: whether the context leaves depends on why it ended.
func onlyLate(ctx func() context.Context, in <-chan job) error {
	for {
		c := ctx()
		select { // site: select; ends: some; by: <-c.Done()
		case <-c.Done():
			if errors.Is(c.Err(), context.DeadlineExceeded) {
				return c.Err()
			}
		case j := <-in:
			_ = do(j)
		}
	}
}
