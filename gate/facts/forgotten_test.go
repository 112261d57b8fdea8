package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhereAChannelIsForgotten(t *testing.T) {
	const hub = `package hub

type Hub struct{ subs map[string]chan int }

func (h *Hub) Subscribe(name string) {
	ch := make(chan int)
	h.subs[name] = ch
	go func() {
		for range ch { /*here*/
		}
	}()
}

func (h *Hub) Close() {
	for name, ch := range h.subs {
		close(ch)
		delete(h.subs, name)
	}
}

func user(h *Hub) { h.Unsubscribe("a") }

`
	for _, each := range []struct{ source, forgotten string }{
		{"func (h *Hub) Unsubscribe(name string) {\n delete(h.subs, name)\n}", "(*Hub).Unsubscribe user"},
		// It closes it; it is about another map; nothing does it.
		{"func (h *Hub) Unsubscribe(name string) {\n close(h.subs[name])\n delete(h.subs, name)\n}", ""},
		{"func (h *Hub) Unsubscribe(name string) {\n delete(names, name)\n}\nvar names map[string]bool", ""},
		{"func (h *Hub) Unsubscribe(name string) {}", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub.go")
		source := hub + each.source + "\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		var told []string
		for _, one := range (folders{}).answer(Query{path, line, "receive", nil}).Cases {
			for _, call := range one.Channel.Forgotten {
				for _, owner := range call.Owners {
					told = append(told, owner.Function)
				}
			}
		}
		if strings.Join(told, " ") != each.forgotten {
			t.Errorf("%s\n got %q", each.source, told)
		}
	}
}
