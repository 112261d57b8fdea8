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

func wait(n int, g *group) chan bool {
	c := make(chan bool)
	go func() {
		g.Wait()
		c <- true
	}()
	return c
}
func leave(g *group)       { g.Wait(); g.Done() }
func each(f func())        { f() }
func all(g ...*group) bool { return false }

func TestX(t *testing.T) {
	g := &group{}
`
	for code, want := range map[string]string{
		"g.Add(1)\n\tgo g.Wait() /*here*/": "g.Done() t",
		"for range 9 {\n\t\tgo func() { g.Add(1) }()\n\t}\n\t_ = g.Count()\n\tgo g.Wait() /*here*/": "g.Done() t",
		// In a helper that waits for it, and in a closure that did not come to its Done.
		"g.Add(1)\n\t<-wait(1, g) /*here*/":                                           "g.Done() t",
		"g.Add(1)\n\teach(func() { g.Done() })\n\t<-wait(1, g) /*here*/":              "g.Done() t closure",
		"g.Add(1)\n\teach(func() { defer g.Done(); work() })\n\tgo g.Wait() /*here*/": "g.Done() t closure",
		// Such a helper may count it down, or what the closure starts; of two nobody knows which.
		"g.Add(1)\n\tleave(g) /*here*/": "",
		"g.Add(1)\n\tall(g) /*here*/":   "",
		"g.Add(1)\n\teach(func() { go func() { g.Done() }() })\n\t<-wait(1, g) /*here*/":              "",
		"g.Add(1)\n\teach(func() { g.Done() })\n\teach(func() { g.Done() })\n\t<-wait(1, g) /*here*/": "",
		"g.Add(1)\n\tgo func() { g.Done() }()\n\t<-wait(1, g) /*here*/":                               "",
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
		maker := "(*WaitGroup).Wait"
		for _, helper := range []string{"wait", "leave", "all"} {
			if strings.Contains(code, helper+"(1, g) /*here*/") || strings.Contains(code, helper+"(g) /*here*/") {
				maker = helper
			}
		}
		got := folders{}.answer(Query{path, line, "counts", []string{maker}}).Ending
		if got == nil {
			got = &Ending{}
		}
		words := strings.TrimSpace(got.Call + " " + got.Testing)
		if got.Before > 0 {
			words += " closure"
		}
		if words != want {
			t.Errorf("%s\ngot %+v", code, got)
		}
	}
}
