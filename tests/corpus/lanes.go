package corpus

import "time"

// Channels in fields; what closes them is in lanes_close.go.

type lane struct {
	in     chan job
	out    chan job
	dead   chan struct{}
	parts  chan []byte
	ended  chan struct{}
	latest job
}

// Closed is closed when the lane is.
func (l *lane) Closed() <-chan struct{} { return l.dead }

// pump: shape of syncthing, lib/protocol/protocol.go (pingSender and its like).
func (l *lane) pump() {
	defer close(l.ended)
	for {
		select { // site: select; ends: done; by: <-l.dead; closer: (*lane).Close
		case j := <-l.in:
			l.latest = j
		case <-l.dead:
			return
		}
	}
}

// send: shape of syncthing, lib/beacon/beacon.go (Send).
func (l *lane) send(j job) {
	select { // site: select; ends: done; by: <-l.dead; closer: (*lane).Close
	case l.in <- j:
	case <-l.dead:
	}
}

// Wait: shape of syncthing and badger closers.
func (l *lane) Wait() {
	<-l.ended // site: receive; ends: done; kind: plain; by: <-l.ended; closer: (*lane).pump
}

// drain: the range's channel is closed in the other file.
func (l *lane) drain() (n int) {
	for range l.parts { // site: receive; ends: closed; kind: range; by: range l.parts; closer: (*lane).finish
		n++
	}
	return n
}

// until: shape of temporal's shutdownOnce.Channel(): the channel is behind a method.
func (l *lane) until(every time.Duration, f func()) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select { // site: select; ends: done; by: <-l.Closed(); closer: (*lane).Close
		case <-t.C:
			f()
		case <-l.Closed():
			return
		}
	}
}

// hub: shape of gorilla/websocket, examples/chat/hub.go: no way out at all.
type hub struct {
	join  chan *lane
	leave chan *lane
	all   chan job
	lanes map[*lane]bool
}

func (h *hub) run() {
	for {
		select { // site: select; ends: none; by: -
		case l := <-h.join:
			h.lanes[l] = true
		case l := <-h.leave:
			if h.lanes[l] {
				delete(h.lanes, l)
				close(l.out)
			}
		case j := <-h.all:
			for l := range h.lanes {
				select {
				case l.out <- j:
				default:
					close(l.out)
					delete(h.lanes, l)
				}
			}
		}
	}
}

// writeOut: shape of gorilla/websocket, examples/chat/client.go (writePump); the hub closes.
func (l *lane) writeOut(c link, every time.Duration) {
	ping := time.NewTicker(every)
	defer ping.Stop()
	for {
		select { // site: select; ends: closed; by: j, ok := <-l.out; closer: (*hub).run
		case j, ok := <-l.out:
			if !ok {
				_ = c.WriteFrame(nil)
				return
			}
			if err := c.WriteFrame([]byte{byte(j.id)}); err != nil {
				return
			}
		case <-ping.C:
			if err := c.WriteFrame(nil); err != nil {
				return
			}
		}
	}
}

// listener: shape of kubernetes client-go, tools/cache/shared_informer.go (processorListener).
type listener struct {
	add  chan any
	next chan any
	done chan struct{}
}

func (p *listener) pop() {
	defer close(p.next)
	defer close(p.done)
	var next chan<- any
	var held any
	var waiting []any
	for {
		select { // site: select; ends: closed; by: v, ok := <-p.add; closer: (*listener).shutdown
		case next <- held:
			if len(waiting) > 0 {
				held, waiting = waiting[0], waiting[1:]
			} else {
				next = nil
			}
		case v, ok := <-p.add:
			if !ok {
				return
			}
			if next == nil {
				held, next = v, p.next
			} else {
				waiting = append(waiting, v)
			}
		}
	}
}

func (p *listener) run(f func(any)) {
	for v := range p.next { // site: receive; ends: closed; kind: range; by: range p.next; closer: (*listener).pop
		f(v)
	}
}
