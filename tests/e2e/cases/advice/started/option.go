package started

import "time"

type Settings struct{ Watch, unwatched bool }
type Option func(*Settings)

func WithoutWatch() Option { return func(s *Settings) { s.unwatched = true } }

type watcher struct{ seen int }

func newWatcher(s Settings) *watcher {
	w := &watcher{}
	if s.Watch {
		go w.watch() // leak: sleep rule=sleep-loop test=TestWatched fix="and end it in t.Cleanup; or set Settings.Watch to false in tests: it is started only where s.Watch (started/option.go:14)"
	}
	return w
}

func newRunner(options ...Option) *watcher {
	s, w := &Settings{}, &watcher{}
	for _, each := range options {
		each(s)
	}
	if !s.unwatched {
		w.start()
	}
	return w
}

func (w *watcher) start() {
	go w.run() // leak: sleep rule=sleep-loop test=TestRunner fix="; or give WithoutWatch() in tests: it is started only where !s.unwatched (started/option.go:25)"
}

// What is asked for is no option.
func newOther(w *watcher) {
	if w != nil {
		go w.other() // leak: sleep rule=sleep-loop test=TestOther fix="and end it in t.Cleanup; where an option starts it, leave that off in tests"
	}
}

func (w *watcher) watch() {
	for {
		time.Sleep(time.Hour)
	}
}

func (w *watcher) run() {
	for {
		time.Sleep(time.Hour)
	}
}

func (w *watcher) other() {
	for {
		time.Sleep(time.Hour)
	}
}
