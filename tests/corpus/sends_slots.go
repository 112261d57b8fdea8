package corpus

import (
	"context"
	"sync"
)

// group: shape of golang/sync, errgroup/errgroup.go.
type group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
	sem  chan struct{}
}

// Go waits for a place first.
func (g *group) Go(f func() error) {
	if g.sem != nil {
		g.sem <- struct{}{} // site: send; ends: value; kind: slot; by: g.sem <- struct{}{}
	}
	g.wg.Add(1)
	go func() {
		defer func() {
			if g.sem != nil {
				<-g.sem
			}
			g.wg.Done()
		}()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

// newGroup has n places.
func newGroup(n int) *group { return &group{sem: make(chan struct{}, n)} }

// fetchAll is made up, the usual bounded fan-out: a place is taken before each
// goroutine and given back at its end.
func fetchAll(js []job, most int) {
	places := make(chan struct{}, most)
	var wg sync.WaitGroup
	for _, j := range js {
		places <- struct{}{} // site: send; ends: some; kind: slot; by: places <- struct{}{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { <-places }()
			_ = do(j)
		}()
	}
	wg.Wait()
}

// locked: a channel of room one as a lock, the other way round than in gorilla/websocket,
// conn.go.
func locked(mu chan struct{}, f func() error) error {
	mu <- struct{}{} // site: send; ends: value; kind: slot; by: mu <- struct{}{}
	defer func() { <-mu }()
	return f()
}

// newLock makes the channel that locked takes.
func newLock() chan struct{} { return make(chan struct{}, 1) }

// tracked: shape of telegraf, plugins/inputs/amqp_consumer/amqp_consumer.go: a place is taken by a select's
// case, and given back by another one.
func tracked(ctx context.Context, delivered <-chan int, in <-chan job, most int) {
	sem := make(chan struct{}, most)
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			return
		case <-delivered:
			<-sem
		case sem <- struct{}{}:
			select { // site: select; ends: context; by: <-ctx.Done()
			case <-ctx.Done():
				return
			case <-delivered:
				<-sem
				<-sem
			case j, ok := <-in:
				if !ok {
					return
				}
				if do(j) != nil {
					<-sem
				}
			}
		}
	}
}

// startTold is made up: a struct as a sign, and a receive from another channel, which gives
// nothing back.
func startTold(started chan struct{}, stop <-chan struct{}) {
	started <- struct{}{} // site: send; ends: value; kind: signal; by: started <- struct{}{}

	<-stop // site: receive; ends: done; kind: plain; by: <-stop
	note("over")
}
