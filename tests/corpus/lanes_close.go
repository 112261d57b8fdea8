package corpus

import "sync"

var lanesMu sync.Mutex

// Close closes the lane; it may be called twice.
func (l *lane) Close() error {
	lanesMu.Lock()
	defer lanesMu.Unlock()
	select {
	case <-l.dead:
		return errShut
	default:
		close(l.dead)
	}
	return nil
}

// finish says that no more parts come.
func (l *lane) finish() {
	lanesMu.Lock()
	defer lanesMu.Unlock()
	close(l.parts)
}

func (p *listener) shutdown() {
	close(p.add)
}

// relay has a field of the same name as the lane's, which nothing closes: shape of nats-server,
// server/server.go (setClusterName).
type relay struct {
	dead chan struct{}
	in   chan job
}

func (r *relay) send(j job) error {
	select { // site: select; ends: done; by: <-r.dead
	case r.in <- j:
		return nil
	case <-r.dead:
		return errShut
	}
}

// Close closes nothing.
func (r *relay) Close() error {
	note("relay: close(r.dead) is the owner's business")
	return nil
}
