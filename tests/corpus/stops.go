package corpus

import (
	"sync"
	"time"
)

// Loops which a stop channel ends, whatever its name.

type gossip struct {
	shutdown chan struct{}
	stopOnce sync.Once
	streams  chan link
	handoff  chan struct{}
	queue    []job
	mu       sync.Mutex
}

// accept: shape of memberlist, net.go (streamListen).
func (g *gossip) accept() {
	for {
		select { // site: select; ends: done; by: <-g.shutdown; closer: (*gossip).Shutdown
		case l := <-g.streams:
			go g.talk(l)
		case <-g.shutdown:
			return
		}
	}
}

func (g *gossip) talk(l link) { _ = l.WriteFrame(nil) }

func (g *gossip) next() (job, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.queue) == 0 {
		return job{}, false
	}
	j := g.queue[0]
	g.queue = g.queue[1:]
	return j, true
}

// dispatch: shape of memberlist, net.go (packetHandler): the inner loop's break leaves only
// the inner loop.
func (g *gossip) dispatch() {
	for {
		select { // site: select; ends: done; by: <-g.shutdown; closer: (*gossip).Shutdown
		case <-g.handoff:
			for {
				j, ok := g.next()
				if !ok {
					break
				}
				switch {
				case j.retry:
					note("again", j.id)
				default:
					_ = do(j)
				}
			}
		case <-g.shutdown:
			return
		}
	}
}

// stagger: shape of memberlist, state.go (triggerFunc).
func (g *gossip) stagger(wait time.Duration, c <-chan time.Time, stop <-chan struct{}, f func()) {
	select { // site: select; ends: time; by: <-time.After(wait)
	case <-time.After(wait):
	case <-stop:
		return
	}
	for {
		select { // site: select; ends: done; by: <-stop
		case <-c:
			f()
		case <-stop:
			return
		}
	}
}

// Shutdown ends everything.
func (g *gossip) Shutdown() {
	g.stopOnce.Do(func() { close(g.shutdown) })
}

// reap: shape of serf, serf/serf.go (handleReap): the timer is made anew on each turn.
func (g *gossip) reap(every time.Duration) {
	for {
		select { // site: select; ends: done; by: <-g.shutdown; closer: (*gossip).Shutdown
		case <-time.After(every):
			g.mu.Lock()
			g.queue = nil
			g.mu.Unlock()
		case <-g.shutdown:
			return
		}
	}
}

// tee: shape of serf, serf/snapshot.go (teeStream): out of the loop, then an emptying of
// what is left that does not wait.
func tee(in <-chan job, out chan<- job, halt <-chan struct{}) {
	push := func(j job) {
		select {
		case out <- j:
		default:
		}
	}
outer:
	for {
		select { // site: select; ends: done; by: <-halt
		case j := <-in:
			push(j)
		case <-halt:
			break outer
		}
	}
	for {
		select {
		case j := <-in:
			push(j)
		default:
			return
		}
	}
}

// topics: shape of nsq, apps/nsq_to_file/topic_discoverer.go.
func topics(every time.Duration, term, hup chan bool, list func() ([]string, error)) {
	tick := time.Tick(every)
forever:
	for {
		select { // site: select; ends: done; by: <-term
		case <-tick:
			names, err := list()
			if err != nil {
				note(err)
				continue
			}
			note(names)
		case <-term:
			note("term")
			break forever
		case <-hup:
			note("hup")
		}
	}
}
