package corpus

import (
	"context"
	"log"
	"os"
	"runtime"
	"sync"
)

// mayDrain is made up: done leaves only where nothing is to be drained.
func mayDrain(done <-chan struct{}, drain bool, in <-chan job) {
	for {
		select { // site: select; ends: some; by: <-done
		case <-done:
			if !drain {
				return
			}
			done = nil
		case j := <-in:
			_ = do(j)
		}
	}
}

// dies is made up: what the case calls never comes back.
func dies(lost <-chan struct{}, in <-chan job) {
	for {
		select { // site: select; ends: done; by: <-lost
		case <-lost:
			fatal("the lock is lost")
		case j := <-in:
			_ = do(j)
		}
	}
}

// panics: the same with a helper that panics on every path.
func panics(broken <-chan struct{}, in <-chan job) {
	for {
		select { // site: select; ends: done; by: <-broken
		case <-broken:
			mustNot("a broken log")
		case j := <-in:
			_ = do(j)
		}
	}
}

// exits, logsFatal and goexits are made up: ends that are no return.
func exits(stop <-chan struct{}, in <-chan job) {
	for {
		select { // site: select; ends: done; by: <-stop
		case <-stop:
			os.Exit(0)
		case j := <-in:
			_ = do(j)
		}
	}
}

func logsFatal(ctx context.Context, in <-chan job) {
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			log.Fatalf("gone: %v", ctx.Err())
		case j := <-in:
			_ = do(j)
		}
	}
}

func goexits(failed <-chan struct{}, in <-chan job) {
	for {
		select { // site: select; ends: done; by: <-failed
		case <-failed:
			runtime.Goexit()
		case j := <-in:
			_ = do(j)
		}
	}
}

// stays is made up: after the case comes something that has no end.
func stays(ready <-chan struct{}, mu *sync.Mutex, n *int) {
	for {
		select { // site: select; ends: none; by: -
		case <-ready:
			serveForever(mu, n)
		}
	}
}

// allBranches is made up: every branch of the case leaves.
func allBranches(done <-chan struct{}, why func() int, in <-chan job) error {
	for {
		select { // site: select; ends: done; by: <-done
		case <-done:
			switch why() {
			case 0:
				return nil
			case 1:
				return errShut
			default:
				if why() > 9 {
					return errLate
				} else {
					return errRefused
				}
			}
		case j := <-in:
			_ = do(j)
		}
	}
}
