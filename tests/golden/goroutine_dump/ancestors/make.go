// Chains of goroutines that started each other, one of them with more than 50 frames.
//
//golden:env GODEBUG=tracebackancestors=3,tracebacklabels=1
package main

import (
	"context"
	"os"
	"runtime/pprof"
	"time"
)

func block() { select {} }

func start(depth int) {
	if depth == 0 {
		go block()
		return
	}
	go start(depth - 1)
}

func down(n int) {
	if n == 0 {
		go block()
		select {}
	}
	down(n - 1)
}

type hub struct{}

func (h *hub) subscribe() { go func() { go block() }() }

func main() {
	start(1)
	start(5)
	go down(60)
	pprof.Do(context.Background(), pprof.Labels("test.name", "TestHub"), func(context.Context) { (&hub{}).subscribe() })
	time.AfterFunc(time.Millisecond, block)
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1] + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutine").WriteTo(out, 2)
}
