// Command dump writes the debug=2 dump of its own goroutines to the file given.
//
//	dump KIND COUNT FILE
//
// Kinds: plain (six ways to block), labels (the same under pprof labels), deep (stacks of
// ten frames each, in 64 shapes), server (idle HTTP connections).
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"
	"sync"
	"time"
)

type hub struct {
	mu      sync.Mutex
	wg      sync.WaitGroup
	receive chan []byte
	send    chan map[string]int
}

func (h *hub) subscribe(ctx context.Context, name string, limit int) {
	select {
	case <-ctx.Done():
	case <-h.receive:
		fmt.Println(name, limit)
	}
}

func (h *hub) lock()                       { h.mu.Lock() }
func (h *hub) wait()                       { h.wg.Wait() }
func (h *hub) read(prefix string) []byte   { return append([]byte(prefix), <-h.receive...) }
func (h *hub) write(values map[string]int) { h.send <- values }
func pause(d time.Duration, name string)   { time.Sleep(d); fmt.Println(name) }
func worker[T any](values <-chan T, f func(T)) {
	for v := range values {
		f(v)
	}
}

func block(h *hub, i int) {
	switch i % 6 {
	case 0:
		go h.subscribe(context.Background(), "subscriber", i)
	case 1:
		go h.lock()
	case 2:
		go h.wait()
	case 3:
		go h.read("prefix")
	case 4:
		go h.write(map[string]int{"a": i})
	case 5:
		go func() { worker(make(chan int), func(int) {}) }()
	}
}

//go:noinline
func left(path, depth int, h *hub) {
	if depth == 0 {
		h.subscribe(context.Background(), "deep", path)
		return
	}
	descend(path>>1, depth-1, h)
}

//go:noinline
func right(path, depth int, h *hub) {
	if depth == 0 {
		h.read("deep")
		return
	}
	descend(path>>1, depth-1, h)
}

//go:noinline
func descend(path, depth int, h *hub) {
	if path&1 == 0 {
		left(path, depth, h)
	} else {
		right(path, depth, h)
	}
}

func serve(count int) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	go server.Serve(listener)
	for i := 0; i < count; i++ {
		response, err := (&http.Client{Transport: &http.Transport{}}).Get("http://" + listener.Addr().String())
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			return err
		}
		response.Body.Close()
	}
	return nil
}

func start(kind string, count int) error {
	h := &hub{receive: make(chan []byte), send: make(chan map[string]int)}
	h.mu.Lock()
	h.wg.Add(1)
	switch kind {
	case "plain":
		for i := 0; i < count; i++ {
			block(h, i)
		}
	case "labels":
		for i := 0; i < count; i++ {
			labels := pprof.Labels("test.name", "TestHub/slow_reader_"+strconv.Itoa(i%500))
			pprof.Do(context.Background(), labels, func(context.Context) { block(h, i) })
		}
	case "deep":
		for i := 0; i < count; i++ {
			go descend(i*2654435761>>7, 5, h)
		}
	case "server":
		return serve(count / 3)
	default:
		return fmt.Errorf("unknown kind %q", kind)
	}
	return nil
}

func run() error {
	if len(os.Args) != 4 {
		return fmt.Errorf("usage: dump KIND COUNT FILE")
	}
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		return err
	}
	if err := start(os.Args[1], count); err != nil {
		return err
	}
	for i := 0; i < 5; i++ {
		runtime.Gosched()
		time.Sleep(100 * time.Millisecond)
	}
	file, err := os.Create(os.Args[3])
	if err != nil {
		return err
	}
	if err := pprof.Lookup("goroutine").WriteTo(file, 2); err != nil {
		return err
	}
	return file.Close()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "dump:", err)
		os.Exit(1)
	}
}
