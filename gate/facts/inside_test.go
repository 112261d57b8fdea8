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
		outside := "package app_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/app\"\n)\n\nfunc TestX(t *testing.T) {\n\tm := app.New()\n\t_ = m\n}\n"
		test := "package app\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\tm := New()\n\t_ = m\n}\n"
		if !strings.Contains(each.made, "other") {
			manager = manager[:strings.Index(manager, "func other")]
		}
		os.Mkdir(filepath.Join(folder, "memory"), 0o700)
		for name, text := range map[string]string{"app.go": manager, "app_test.go": test, "out_test.go": outside, "go.mod": "module example.com/app\n", "memory/store.go": memory} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		about := []string{"New", "(*Store).Stop", filepath.Join(folder, "memory/store.go")}
		if got := shortEnding(folders{}.answer(Query{filepath.Join(folder, "app_test.go"), 6, "end", about}).Ending); got != each.want {
			t.Errorf("%s, %s: got %q", each.fields, each.made, got)
		}
		want := each.want
		if strings.HasPrefix(want, "m.store") {
			want = "" // others cannot write that name
		}
		if got := shortEnding(folders{}.answer(Query{filepath.Join(folder, "out_test.go"), 10, "end", about}).Ending); got != want {
			t.Errorf("from outside: %s, %s: got %q", each.fields, each.made, got)
		}
	}
}

func TestWhatEndsThatOnWhichALineCallsAMethod(t *testing.T) {
	const kit = `package testkit

type Server struct{}

func New() *Server               { return nil }
func Open() (*Server, error)     { return nil, nil }
func Names() []string            { return nil }
func (s *Server) Start()         {}
func (s *Server) Stop()          {}
`
	for code, want := range map[string]string{
		"s := testkit.New()\n\tgo s.Start() /*here*/":      "(*Server).Stop (*Server).Start",
		"s, err := testkit.Open()\n\ts.Start() /*here*/":   "(*Server).Stop (*Server).Start",
		"s := other()\n\ts.Start() /*here*/":               "",
		"s := testkit.Names()\n\ts.Start() /*here*/":       "",
		"s := testkit.New()\n\ts.Start(s.Stop()) /*here*/": "",
	} {
		folder := t.TempDir()
		os.Mkdir(filepath.Join(folder, "testkit"), 0o700)
		source := "package app\n\nimport \"example.com/app/testkit\"\n\nfunc TestX(t *testing.T) {\n\t" + code + "\n}\n"
		for name, text := range map[string]string{"app_test.go": source, "testkit/kit.go": kit, "go.mod": "// one\nmodule example.com/app\n"} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		other := filepath.Join(folder, "other", "other.go") // declares a Server, too
		os.Mkdir(filepath.Dir(other), 0o700)
		if err := os.WriteFile(other, []byte("package other\n\ntype Server struct{}\n\nfunc (s *Server) Start() {}\nfunc (s *Server) Close() {}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		about := []string{"(*Server).Start", "(*Server).Close", other}
		if end := (folders{}).answer(Query{filepath.Join(folder, "app_test.go"), line, "end", about}).Ending; end != nil && want != "" {
			t.Errorf("%s: of another type: %+v", code, end)
		}
		got := folders{}.answer(Query{filepath.Join(folder, "app_test.go"), line, "held", nil}).Ending
		if got == nil {
			got = &Ending{}
		}
		if strings.TrimSpace(got.Call+" "+got.Keep) != want {
			t.Errorf("%s: got %+v", code, got)
		}
	}
}
