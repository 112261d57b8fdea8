package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAGroupThatNobodyCountsDown(t *testing.T) {
	const head = `package hub

import (
	"sync"
	"testing"
)

type group struct{ sync.WaitGroup; mu sync.Mutex; n int }

func (g *group) Count() int { g.mu.Lock(); defer g.mu.Unlock(); return g.n }
func (g *group) Leave()     { g.Done() }

func TestX(t *testing.T) {
	g := &group{}
`
	for code, want := range map[string]string{
		"g.Add(1)\n\tgo g.Wait() /*here*/": "g.Done() t",
		"for range 9 {\n\t\tgo func() { g.Add(1) }()\n\t}\n\t_ = g.Count()\n\tgo g.Wait() /*here*/": "g.Done() t",
		// Something may count it down, or nothing was added.
		"g.Add(1)\n\tdefer g.Done()\n\tgo g.Wait() /*here*/":    "",
		"g.Add(1)\n\tgo g.Wait() /*here*/\n\tg.Add(-1)":         "",
		"g.Add(1)\n\tgo g.Wait() /*here*/\n\tg.Leave()":         "",
		"g.Add(1)\n\tgo work(g)\n\tgo g.Wait() /*here*/":        "",
		"g.Add(1)\n\tt.Cleanup(g.Done)\n\tgo g.Wait() /*here*/": "",
		"go g.Wait() /*here*/":                                  "",
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := head + "\t" + code + "\n}\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := folders{}.answer(Query{path, line, "counts", []string{"(*WaitGroup).Wait"}}).Ending
		if got == nil {
			got = &Ending{}
		}
		if strings.TrimSpace(got.Call+" "+got.Testing) != want {
			t.Errorf("%s\ngot %+v", code, got)
		}
	}
}
