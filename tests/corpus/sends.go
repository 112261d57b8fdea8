package corpus

import "context"

// wakeUp is made up: an empty struct that somebody is to hear; nobody takes it back here.
func wakeUp(changed bool, wake chan struct{}) {
	if !changed {
		return
	}
	wake <- struct{}{} // site: send; ends: value; kind: signal; by: wake <- struct{}{}
}

// giveUp: shape of rclone, vfs/test_vfs/test_vfs.go: a quit that is passed on as a value.
func giveUp(finished <-chan struct{}, quit chan struct{}) {
	select { // site: select; ends: done; by: <-finished
	case <-finished:
		return
	case <-quit:
	}
	quit <- struct{}{} // site: send; ends: value; kind: signal; by: quit <- struct{}{}
}

// persist: shape of minio, cmd/bucket-replication.go (persistMRF): the stop is told onwards
// without a place for it.
func persist(ctx context.Context, in <-chan job, stopped chan<- struct{}) {
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			stopped <- struct{}{} // site: send; ends: value; kind: signal; by: stopped <- struct{}{}
			return
		case j, ok := <-in:
			if !ok {
				return
			}
			_ = do(j)
		}
	}
}

// status: shape of grpc-go, health/server.go (setServingStatusLocked): the old value is taken
// out, so that there is room.
func status(watchers []chan int, n int) {
	for _, w := range watchers {
		select {
		case <-w:
		default:
		}
		w <- n // site: send; ends: some; kind: plain; by: w <- n
	}
}

// replace: shape of grpc-go, internal/xds/…/testutils/channel.go (Replace).
func replace(c chan int, n int) {
	for {
		select { // site: select; ends: some; by: c <- n
		case c <- n:
			return
		case <-c:
		}
	}
}

// generate is made up: nobody can stop it.
func generate(out chan<- int) {
	for n := 0; ; n++ {
		out <- n // site: send; ends: none; kind: plain; by: -
	}
}

// spill is made up: sends until the list is through.
func spill(js []job, out chan<- job) {
	defer close(out)
	for i := 0; i < len(js); i++ {
		out <- js[i] // site: send; ends: some; kind: plain; by: out <- js[i]
	}
}

// pendingReply: shape of go-ethereum, p2p/discover/v4_udp.go (pending).
func pendingReply(add chan<- *call, closed <-chan struct{}) *call {
	c := &call{errs: make(chan error, 1)}
	select { // site: select; ends: done; by: <-closed
	case add <- c:
	case <-closed:
		c.errs <- errShut // site: send; ends: value; kind: plain; by: c.errs <- errShut
	}
	return c
}
