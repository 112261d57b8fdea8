package singletons

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"sync"
	"testing"
	"time"
)

// A process-wide worker, started by whoever comes first.
var (
	startWorker sync.Once
	jobs        = make(chan func())
)

func submit(job func()) {
	startWorker.Do(func() {
		go func() { // leak: chan receive test=TestWorker tier=one-time as=below_threshold
			for job := range jobs {
				job()
			}
		}()
	})
	jobs <- job
}

func TestWorker(t *testing.T) {
	done := make(chan struct{})
	submit(func() { close(done) })
	<-done
}

// A cache that is made on first use and swept now and then.
var cache = sync.OnceValue(func() map[string]int {
	go func() { // leak: chan receive test=TestCache tier=one-time as=below_threshold
		for range time.Tick(time.Hour) {
		}
	}()
	return map[string]int{"a": 1}
})

func TestCache(t *testing.T) {
	if cache()["a"] != 1 {
		t.Fatal("no a")
	}
}

// Signals: the goroutine of os/signal is allowed by a built-in entry.
func TestNotify(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	signal.Stop(c)
}

// A server that all tests share and nobody closes.
var server = sync.OnceValue(func() *httptest.Server {
	return httptest.NewUnstartedServer(http.NotFoundHandler())
})

func TestSharedServer(t *testing.T) {
	if server().Config == nil {
		t.Fatal("no server")
	}
}
