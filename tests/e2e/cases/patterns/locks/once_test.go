package locks

import (
	"sync"
	"testing"
)

type lazy struct {
	once    sync.Once
	entered chan struct{}
	config  chan string
}

func (l *lazy) load() {
	l.once.Do(func() {
		close(l.entered)
		<-l.config
	})
}

func newLazy() *lazy {
	return &lazy{entered: make(chan struct{}), config: make(chan string)}
}

func TestOnceLeak(t *testing.T) {
	l := newLazy()
	go l.load() // leak: chan receive rule=once-function
	<-l.entered
	go l.load() // leak: sync.Mutex.Lock rule=once
}

func TestOnceClean(t *testing.T) {
	l := newLazy()
	defer close(l.config)
	go l.load()
	<-l.entered
	go l.load()
}
