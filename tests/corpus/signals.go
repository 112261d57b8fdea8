package corpus

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// untilInterrupt: shape of sarama, examples/interceptors/main.go: in a loop with a ticker.
func untilInterrupt(every time.Duration, out chan<- int) {
	sigs := make(chan os.Signal, 1)
	signal.Notify(sigs, os.Interrupt)
	t := time.NewTicker(every)
	defer t.Stop()
	for n := 0; ; n++ {
		select { // site: select; ends: done; by: <-sigs
		case <-t.C:
			for i := 0; i < 3; i++ {
				out <- n + i // site: send; ends: some; kind: plain; by: out <- n + i
			}
		case <-sigs:
			return
		}
	}
}

// stackDumps: shape of moby, daemon/debugtrap_unix.go: the channel of a Notify is never
// closed, yet the range is one over a channel.
func stackDumps(dump func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1)
	go func() {
		for range c { // site: receive; ends: closed; kind: range; by: range c
			dump()
		}
	}()
}

// stopOnSignal: shape of nsq, apps/nsq_to_http/nsq_to_http.go: the signal only asks the
// consumer to stop; its end is what leaves.
func stopOnSignal(ended <-chan int, ask func()) {
	term := make(chan os.Signal, 1)
	signal.Notify(term, os.Interrupt, syscall.SIGTERM)
	for {
		select { // site: select; ends: done; by: <-ended
		case <-term:
			ask()
		case <-ended:
			return
		}
	}
}

// firstOf: shape of nsq, apps/to_nsq/to_nsq.go.
func firstOf(read func(chan struct{}), stop func()) {
	term := make(chan os.Signal, 1)
	signal.Notify(term, os.Interrupt)
	ended := make(chan struct{})
	go read(ended)
	select { // site: select; ends: done; by: <-term
	case <-term:
	case <-ended:
	}
	stop()
}

// reapChildren: shape of containerd, pkg/shim/shim_unix.go (reap).
func reapChildren(ctx context.Context, sigs <-chan os.Signal, reap func() error) error {
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case <-ctx.Done():
			return ctx.Err()
		case s := <-sigs:
			switch s {
			case syscall.SIGCHLD:
				if err := reap(); err != nil {
					note(err)
				}
			case syscall.SIGPIPE:
			}
		}
	}
}

// echo: shape of gorilla/websocket, examples/echo/client.go: a signal that starts a good-bye
// with its own limit.
func echo(l link, done <-chan struct{}) {
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt)
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select { // site: select; ends: done; by: <-done
		case <-done:
			return
		case at := <-t.C:
			if err := l.WriteFrame([]byte(at.String())); err != nil {
				return
			}
		case <-interrupt:
			if err := l.WriteFrame(nil); err != nil {
				return
			}
			select { // site: select; ends: time; by: <-time.After(time.Second)
			case <-done:
			case <-time.After(time.Second):
			}
			return
		}
	}
}

// foreground: shape of franz-go, pkg/kfake/main.go: a plain receive of a signal.
func foreground(serve func() error, shut func()) {
	sigs := make(chan os.Signal, 2)
	signal.Notify(sigs, os.Interrupt)
	go func() {
		if err := serve(); err != nil {
			fatal(err)
		}
	}()
	<-sigs // site: receive; ends: done; kind: plain; by: <-sigs
	shut()
}

// named: shape of programs on uber-go/fx: what Done() gives is the signal that came.
func named(app interface{ Done() <-chan os.Signal }) string {
	s := <-app.Done() // site: receive; ends: value; kind: plain; by: s := <-app.Done()
	return s.String()
}

// hangUps is made up: nothing leaves, though the channel is called quit.
func hangUps(reload func() error) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, syscall.SIGHUP)
	for {
		<-quit // site: receive; ends: none; kind: plain; by: -
		if err := reload(); err != nil {
			note("reload:", err)
			continue
		}
	}
}
