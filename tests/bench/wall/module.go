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

// A package in which every test leaves a goroutine behind. Each takes a while, as tests do.
const leaking = `package leaking

import (
	"testing"
	"time"
)
`

const leakingTest = `
func TestLeaks%d(t *testing.T) {
	time.Sleep(300 * time.Millisecond)
	go func() { <-make(chan int) }()
}
`

// A package with one test, and nothing to link but package testing.
const tiny = `package p%d

import "testing"

func TestNothing(t *testing.T) {}
`

func generate(dir string, packages, many int) error {
	files := map[string]string{"tiny/tiny_test.go": fmt.Sprintf(tiny, 0)}
	for _, folder := range []string{"tiny", "clean", "many", "leaking"} {
		files[folder+"/go.mod"] = "module " + folder + "\n\ngo 1.24\n"
	}
	for i := range many {
		files[fmt.Sprintf("many/p%d/p_test.go", i)] = fmt.Sprintf(tiny, i)
	}
	for i := range packages {
		files[fmt.Sprintf("clean/p%d/p_test.go", i)] = fmt.Sprintf(suite, i)
	}
	text := leaking
	for i := range 12 {
		text += fmt.Sprintf(leakingTest, i)
	}
	files["leaking/leaks_test.go"] = text
	for folder, first := range map[string]string{"filled": "0", "keeps": "len(kept)"} {
		files[folder+"/go.mod"] = "module keeps\n\ngo 1.24\n"
		files[folder+"/keeps_test.go"] = fmt.Sprintf(suspect, first)
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
