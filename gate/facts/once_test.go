package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// onceAt is the guard of the marked line, `loop`, `receiver` or nothing.
func guardOf(t *testing.T, code, called string) string {
	t.Helper()
	const head = "package hub\n\nimport (\n\t\"sync\"\n\t\"sync/atomic\"\n)\n\n" +
		"type Hub struct {\n\tonce sync.Once\n\twork chan int\n}\n\nfunc run() {}\n\nvar _ atomic.Bool\n\n"
	path := filepath.Join(t.TempDir(), "hub.go")
	source := head + code + "\n"
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
	query := Query{path, line, "once", nil}
	if called != "" {
		query.About = []string{called}
	}
	got := folders{}.answer(query)
	switch {
	case got.LoopLine > 0:
		return fmt.Sprint("loop ", line-got.LoopLine)
	case got.Ending == nil:
		return "unread"
	case got.Ending.HandedOn:
		return "receiver"
	}
	return got.Ending.Call
}

func TestTheCallOfAOnceOfThePackageRunsOnceAProcess(t *testing.T) {
	for code, want := range map[string]string{
		"var once sync.Once\n\nfunc Start() { once.Do(run) /*here*/ }":                                          "once.Do",
		"var (\n\tonce = sync.Once{}\n\tgoRun = func() { go run() }\n)\n\nfunc w() { once.Do(goRun) /*here*/ }": "once.Do",
		"var once = new(sync.Once)\n\nfunc Start() {\n\tonce.Do(func() { /*here*/\n\t\tgo run()\n\t})\n}":       "once.Do",
		"var shared Hub\n\nfunc Start() { shared.once.Do(run) /*here*/ }":                                       "shared.once.Do",
		"var start = sync.OnceFunc(func() { go run() })\n\nfunc Start() { start() /*here*/ }":                   "start",
		"var get = sync.OnceValue(func() int { return 1 })\n\nfunc Get() int { return get() /*here*/ }":         "get",
		// The same object or another one: whoever calls the method knows.
		"func (h *Hub) Start() { h.once.Do(run) /*here*/ }": "receiver",
		// Made anew, or made by each who calls.
		"var once sync.Once\n\nfunc Reset() { once = sync.Once{} }\n\nfunc Start() { once.Do(run) /*here*/ }":                         "",
		"var shared = &Hub{}\n\nfunc Reset() { shared = &Hub{} }\n\nfunc Start() { shared.once.Do(run) /*here*/ }":                    "",
		"var shared = &Hub{}\n\nfunc (h *Hub) Stop() { h.once = sync.Once{} }\n\nfunc Start() { shared.once.Do(run) /*here*/ }":       "",
		"var once sync.Once\n\nfunc reset(o *sync.Once) { *o = sync.Once{} }\n\nfunc Start() { reset(&once); once.Do(run) /*here*/ }": "",
		"func (h *Hub) Stop() { h.once = sync.Once{} }\n\nfunc (h *Hub) Start() { h.once.Do(run) /*here*/ }":                          "",
		"func Start() {\n\tvar once sync.Once\n\tonce.Do(run) /*here*/\n}":                                                            "",
		"var once mine\n\ntype mine struct{}\n\nfunc (mine) Do(f func()) { f() }\n\nfunc Start() { once.Do(run) /*here*/ }":           "",
		"var start = func() { go run() }\n\nfunc Start() { start() /*here*/ }":                                                        "",
		"var start = sync.OnceFunc(run)\n\nfunc Reset() { start = sync.OnceFunc(run) }\n\nfunc Start() { start() /*here*/ }":          "",
		"var Once sync.Once\n\nfunc Start() { Once.Do(run) /*here*/ }":                                                                "",
	} {
		if got := guardOf(t, code, "Do"); got != want {
			t.Errorf("%s\ngot %q, want %q", code, got, want)
		}
	}
	if got := guardOf(t, "var shared = &Hub{}\n\nfunc Add() { shared.Start(1) /*here*/ }", "Start"); got != "shared.Start" {
		t.Errorf("a method of what the package has once: got %q", got)
	}
	for _, code := range []string{
		"func Add() { new(Hub).Start() /*here*/ }",
		"func Add(h *Hub) { h.Start() /*here*/ }",
		"var shared *Hub\n\nfunc Add() { shared = &Hub{}\n\tshared.Start() /*here*/ }",
	} {
		if got := guardOf(t, code, "Start"); got != "" {
			t.Errorf("%s\ngot %q", code, got)
		}
	}
}

func TestWhatOnlyTheFirstTimeRuns(t *testing.T) {
	for code, want := range map[string]string{
		"var once sync.Once\n\nfunc Start() {\n\tonce.Do(func() {\n\t\tgo run() /*here*/\n\t})\n}":                                                       "once.Do",
		"var start = sync.OnceFunc(func() {\n\tgo run() /*here*/\n})":                                                                                    "start",
		"var started atomic.Bool\n\nfunc Start() {\n\tif started.CompareAndSwap(false, true) {\n\t\tgo run() /*here*/\n\t}\n}":                           "started.CompareAndSwap(false, true)",
		"var started int32\n\nfunc Start() {\n\tif !atomic.CompareAndSwapInt32(&started, 0, 1) {\n\t\treturn\n\t}\n\tgo run() /*here*/\n}":               "!atomic.CompareAndSwapInt32(&started, 0, 1)",
		"var shared *Hub\n\nfunc Get() *Hub {\n\tif shared == nil {\n\t\tshared = &Hub{}\n\t\tgo run() /*here*/\n\t}\n\treturn shared\n}":                "shared == nil",
		"var shared *Hub\n\nfunc Get() *Hub {\n\tif shared != nil {\n\t\treturn shared\n\t}\n\tshared = &Hub{}\n\tgo run() /*here*/\n\treturn shared\n}": "shared != nil",
		"var started bool\n\nfunc Start() {\n\tif !started {\n\t\tstarted = true\n\t\tgo run() /*here*/\n\t}\n}":                                         "!started",
		"var started bool\n\nfunc Start() {\n\tfor {\n\t\tif !started {\n\t\t\tstarted = true\n\t\t\tgo run() /*here*/\n\t\t}\n\t}\n}":                   "!started",
		"var once sync.Once\n\nfunc Start() {\n\tonce.Do(func() {\n\t\tfor i := 0; i < 4; i++ {\n\t\t\tgo run() /*here*/\n\t\t}\n\t})\n}":                "once.Do",
		"var once sync.Once\n\nfunc Start() {\n\tonce.Do(func() {\n\t\tfor range 4 {\n\t\t\tgo run() /*here*/\n\t\t}\n\t})\n}":                           "once.Do",
		// As often as its loop goes round.
		"var once sync.Once\nvar in chan int\n\nfunc Start() {\n\tonce.Do(func() {\n\t\tfor range in {\n\t\t\tgo run() /*here*/\n\t\t}\n\t})\n}": "loop 1",
		"func serve() {\n\tfor {\n\t\tgo run() /*here*/\n\t}\n}":                                                                                 "loop 1",
		// Taken back, or set elsewhere, or by nobody.
		"var started atomic.Bool\n\nfunc Stop() { started.Store(false) }\n\nfunc Start() {\n\tif started.CompareAndSwap(false, true) {\n\t\tgo run() /*here*/\n\t}\n}":            "",
		"var started int32\n\nfunc Stop() { atomic.StoreInt32(&started, 0) }\n\nfunc Start() {\n\tif atomic.CompareAndSwapInt32(&started, 0, 1) {\n\t\tgo run() /*here*/\n\t}\n}": "",
		"var shared *Hub\n\nfunc Close() { shared = nil }\n\nfunc Get() *Hub {\n\tif shared == nil {\n\t\tshared = &Hub{}\n\t\tgo run() /*here*/\n\t}\n\treturn shared\n}":        "",
		"var shared *Hub\n\nfunc Get() {\n\tif shared == nil {\n\t\tgo run() /*here*/\n\t}\n}":                                                                                    "",
		"var started bool\n\nfunc Start() {\n\tif !started {\n\t\tgo run() /*here*/\n\t}\n}\n\nfunc Mark() { started = true }":                                                    "",
		"func (h *Hub) Start() {\n\tif h.work == nil {\n\t\th.work = make(chan int)\n\t\tgo run() /*here*/\n\t}\n}":                                                               "",
		"var shared *Hub\n\nfunc Get() {\n\tif shared == nil {\n\t\tshared = &Hub{}\n\t} else {\n\t\tgo run() /*here*/\n\t}\n}":                                                   "",
		"var once sync.Once\n\nfunc (h *Hub) Start() {\n\th.once.Do(func() {\n\t\tgo run() /*here*/\n\t})\n}":                                                                     "",
		"func Start() {\n\tgo run() /*here*/\n}": "",
	} {
		if got := guardOf(t, code, ""); got != want {
			t.Errorf("%s\ngot %q, want %q", code, got, want)
		}
	}
}
