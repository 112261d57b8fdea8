package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// A package as small suites have them: some pure tests, some with goroutines and a
// server, some that wait a little.
const suite = `package p%d

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

func TestServer(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
}

func TestWorkers(t *testing.T) {
	t.Parallel()
	var wg sync.WaitGroup
	for range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Millisecond)
		}()
	}
	wg.Wait()
}

func TestTable(t *testing.T) {
	for i := range 50 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if i*i < i {
				t.Error(i)
			}
		})
	}
}

func TestWaits(t *testing.T) { time.Sleep(100 * time.Millisecond) }
`

func generate(dir string, packages int) error {
	files := map[string]string{"go.mod": "module wall\n\ngo 1.24\n"}
	for i := range packages {
		files[fmt.Sprintf("p%d/p_test.go", i)] = fmt.Sprintf(suite, i)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// A package that keeps 2 MiB: once, or each time.
const suspect = `package keeps

import "testing"

var kept = map[int][]byte{}

func TestKeeps(t *testing.T) {
	first := %s
	for i := range 500 {
		kept[first+i] = make([]byte, 4096)
	}
}
`

func generateSuspect(dir string, leaks bool) error {
	first, allow := "0", ""
	if leaks {
		first, allow = "len(kept)", "allow:\n  - {kind: heap, package: ..., reason: measured here}\n"
	}
	for name, content := range map[string]string{
		"go.mod":        "module example.com/keeps\n\ngo 1.24\n",
		"keeps_test.go": fmt.Sprintf(suspect, first),
		".leakgate.yml": "version: 1\n" + allow,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
