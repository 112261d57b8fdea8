package corpus

import (
	"os"
	"time"
)

// Loops that a flag ends.

type follower struct {
	stop    chan uint64
	trigger chan struct{}
	defers  chan chan error
	state   int
	quit    chan struct{}
	pipe    bool
}

func (f *follower) upTo(n uint64) bool { return n == 0 }

// replicate: shape of raft, replication.go (replicate): the stop brings a number, so that it
// is a value and no mere end; a flag in the loop's head, and a goto out of it and back.
func (f *follower) replicate(last func() uint64, pipeline func() error, pause time.Duration) {
again:
	stopping := false
	for !stopping {
		select { // site: select; ends: some; by: n := <-f.stop
		case n := <-f.stop:
			if n > 0 {
				f.upTo(n)
			}
			return
		case back := <-f.defers:
			stopping = f.upTo(last())
			if stopping {
				back <- errRefused
			} else {
				back <- nil
			}
		case <-f.trigger:
			stopping = f.upTo(last())
		case <-time.After(pause):
			stopping = f.upTo(last())
		}
		if !stopping && f.pipe {
			goto fast
		}
	}
	return

fast:
	f.pipe = false
	if err := pipeline(); err != nil {
		note(err)
	}
	goto again
}

// heartbeat: shape of raft, replication.go (heartbeat): twice the same way out.
func (f *follower) heartbeat(stop <-chan struct{}, beat func() error) {
	fails := 0
	for {
		select { // site: select; ends: done; by: <-stop
		case <-f.trigger:
		case <-time.After(time.Second / 10):
		case <-stop:
			return
		}
		if err := beat(); err != nil {
			fails++
			select { // site: select; ends: done; by: <-stop
			case <-time.After(time.Duration(fails) * time.Second):
			case <-stop:
				return
			}
		} else {
			fails = 0
		}
	}
}

// follow: shape of raft, raft.go (runFollower): the state in the loop's head is changed by
// what the cases call.
func (f *follower) follow(msgs <-chan job, handle func(*follower, job)) {
	for f.state == 0 {
		select { // site: select; ends: done; by: <-f.quit; closer: (*follower).Halt, (*follower).kill
		case m := <-msgs:
			handle(f, m)
		case <-f.trigger:
		case <-f.quit:
			return
		}
	}
}

// Halt and kill both end follow.
func (f *follower) Halt() { close(f.quit) }

func (f *follower) kill(why error) {
	note(why)
	close(f.quit)
}

// untilEmpty is made up: the stop alone does not end it as long as something is under way.
func untilEmpty(stop <-chan struct{}, in <-chan job, out <-chan int) {
	open := 0
	stopped := false
	for !stopped || open > 0 {
		select { // site: select; ends: some; by: <-stop
		case <-stop:
			stopped = true
			stop = nil
		case j := <-in:
			if do(j) == nil {
				open++
			}
		case <-out:
			open--
		}
	}
}

// toFile: shape of nsq, apps/nsq_to_file/file_logger.go (router): flags that are read after
// the select; term only starts the end, stopped is the end.
func toFile(stopped <-chan int, term, hup chan bool, in <-chan job, write func(job), flush func()) {
	t := time.NewTicker(30 * time.Second)
	exit := false
	for {
		sync := false
		select { // site: select; ends: done; by: <-stopped; seen: some
		case <-stopped:
			sync = true
			exit = true
		case <-term:
			t.Stop()
			sync = true
		case <-hup:
			sync = true
		case <-t.C:
			sync = true
		case j := <-in:
			write(j)
		}
		if sync {
			flush()
		}
		if exit {
			flush()
			return
		}
	}
}

// pumpUntil: shape of raft, replication.go (pipelineReplicate): the loop's label is broken
// by two channels, one of them with a value.
func (f *follower) pumpUntil(finished <-chan struct{}, pause time.Duration) error {
	stopping := false
sending:
	for !stopping {
		select { // site: select; ends: done; by: <-finished
		case <-finished:
			break sending
		case n := <-f.stop:
			if n > 0 {
				f.upTo(n)
			}
			break sending
		case <-f.trigger:
			stopping = f.upTo(1)
		case <-time.After(pause):
		}
	}
	return nil
}

// countdown: shape of go-libp2p, p2p/http/libp2phttp.go (Serve): a counter instead of a flag.
func countdown(n int, got <-chan int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += <-got // site: receive; ends: some; kind: plain; by: <-got
	}
	return sum
}

// onSignal: shape of serf, cmd/serf/command/agent/command.go (handleSignals): back by goto on
// a hang-up, out otherwise; the end of the agent leaves at once.
func onSignal(sigs <-chan os.Signal, ended <-chan struct{}, reload func(), hangUp os.Signal) int {
	var s os.Signal
wait:
	select { // site: select; ends: done; by: <-ended
	case s = <-sigs:
	case <-ended:
		return 0
	}
	if s == hangUp {
		reload()
		goto wait
	}
	return 1
}

// ring: shape of traefik, pkg/provider/aggregator/ring_channel.go: nil channels in the head.
func ring(in <-chan job, out chan<- job) {
	var held job
	var to chan<- job
	for in != nil || to != nil {
		select { // site: select; ends: closed; by: j, open := <-in
		case j, open := <-in:
			if !open {
				in = nil
				continue
			}
			held, to = j, out
		case to <- held:
			to = nil
		}
	}
	close(out)
}
