package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatAFieldOfManyTypesHolds(t *testing.T) {
	const memory = `package memory

type Store struct{}

func New() *Store           { return &Store{} }
func Other() *Another       { return nil }
func (s *Store) Stop()      {}
func (s *Store) Get() error { return nil }

type Another struct{}

func (a *Another) Get() error { return nil }
`
	for _, each := range []struct{ fields, made, want string }{
		{"Store Getter", "&Manager{Store: memory.New()}", "m.Store.(*memory.Store).Stop()"},
		{"Store Getter", "&Manager{Store: &memory.Store{}}", "m.Store.(*memory.Store).Stop()"},
		{"store Getter", "&Manager{store: memory.New()}", "m.store.(*memory.Store).Stop()"},
		{"Store *memory.Store", "&Manager{Store: memory.New()}", "m.Store.Stop()"},
		// It may hold another type, or nobody knows what.
		{"Store Getter", "&Manager{Store: memory.Other()}", ""},
		{"Store Getter", "other(&Manager{Store: memory.New()})", ""},
		{"Store Getter", "other(&Manager{})", ""},
	} {
		folder := t.TempDir()
		manager := "package app\n\nimport \"example.com/app/memory\"\n\ntype Getter interface{ Get() error }\ntype Manager struct{ " + each.fields +
			" }\n\nfunc New() *Manager { return " + each.made + " }\nfunc other(m *Manager) *Manager {\n m.Store = memory.Other()\n return m\n}\n"
		test := "package app\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\tm := New()\n\t_ = m\n}\n"
		if !strings.Contains(each.made, "other") {
			manager = manager[:strings.Index(manager, "func other")]
		}
		os.Mkdir(filepath.Join(folder, "memory"), 0o700)
		for name, text := range map[string]string{"app.go": manager, "app_test.go": test, "memory/store.go": memory} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		query := Query{filepath.Join(folder, "app_test.go"), 6, "end", []string{"New", "(*Store).Stop", filepath.Join(folder, "memory/store.go")}}
		if got := shortEnding(folders{}.answer(query).Ending); got != each.want {
			t.Errorf("%s, %s: got %q", each.fields, each.made, got)
		}
	}
}
