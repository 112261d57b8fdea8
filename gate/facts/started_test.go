package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCodeInAGoroutineOfTheTest(t *testing.T) {
	for _, each := range []struct {
		body, maker, method string
		before              int
		goroutine           bool
	}{
		// Made before: the code goes in front of the go statement, as what the line calls may not return.
		{"h := hub.New(1)\n\tgo func() {\n\t\th.Run() /*here*/\n\t}()", "(*Hub).Run", "(*Hub).Close", 11, false},
		{"h := hub.New(1)\n\th.Run() /*here*/", "(*Hub).Run", "(*Hub).Close", 0, false},
		{"go func() {\n\t\th := hub.New(1) /*here*/\n\t\t_ = h\n\t}()", "New", "(*Hub).Close", 0, true},
		{"go func() {\n\t\th := hub.New(1)\n\t\th.Run() /*here*/\n\t}()", "(*Hub).Run", "(*Hub).Close", 0, true},
		// The test waits for it, or it is a test of its own.
		{"done := make(chan int)\n\tgo func() {\n\t\th := hub.New(1) /*here*/\n\t\tclose(done)\n\t}()\n\t<-done", "New", "(*Hub).Close", 0, false},
		{"var wg sync.WaitGroup\n\tgo func() {\n\t\th := hub.New(1) /*here*/\n\t\twg.Done()\n\t}()\n\twg.Wait()", "New", "(*Hub).Close", 0, false},
		{"t.Run(\"x\", func(t *testing.T) {\n\t\th := hub.New(1) /*here*/\n\t})", "New", "(*Hub).Close", 0, false},
		{"go t.Run(\"x\", func(t *testing.T) {\n\t\th := hub.New(1) /*here*/\n\t})", "New", "(*Hub).Close", 0, false},
	} {
		got := ends(t, outside+each.body+"\n}\n", each.maker, each.method)
		if got == nil || got.Before != each.before || got.Goroutine != each.goroutine {
			t.Errorf("%s: got %+v, want before %d goroutine %v", each.body, got, each.before, each.goroutine)
		}
	}
}

func TestTheCallIsMadeAlready(t *testing.T) {
	for body, line := range map[string]int{
		"h := hub.New(1) /*here*/\n\tdefer h.Close()":                         11,
		"h := hub.New(1) /*here*/\n\tt.Cleanup(h.Close)":                      11,
		"{ h := hub.New(1) /*here*/; _ = h }\n\th := hub.New(2)\n\th.Close()": 0, // another one of that name
		"h := hub.New(1) /*here*/\n\th.Send(1)":                               0,
		"h, o := hub.New(1), other() /*here*/\n\to.Close()":                   0,
	} {
		if got := ends(t, outside+body+"\n}\n", "New", "(*Hub).Close"); got == nil || got.Called != line {
			t.Errorf("%s: got %+v, want %d", body, got, line)
		}
	}
}

func TestWhatEndsAType(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.go")
	source := library + "type Pump struct{}\nfunc (p *Pump) run() {}\nfunc (p *Pump) Shutdown() {}\ntype Lone struct{}\nfunc (l *Lone) run() {}\n" +
		"func Start() (int, io.Closer, error) { return 0, nil, nil }\nfunc Plain() (int, error) { return 0, nil }\n" +
		"type Client struct{}\nfunc (c *Client) dial() {}\nfunc (c *Client) Shutdown(domain string, flags int) error { return nil }\n" +
		"type Timed struct{}\nfunc (t *Timed) run() {}\nfunc (t *Timed) Stop(wait time.Duration, force bool) {}\n"
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	for function, want := range map[string]string{
		"New": "(*Hub).Close", "Open": "(*Hub).Close", "(*Hub).Send": "(*Hub).Close", "(*Pump).run": "(*Pump).Shutdown",
		"(*Lone).run": "", "Inside": "", "(*Hub).Close": "(*Hub).Stop",
		"Full": "Closer.Close", "Dial": "", "Start": "io.Closer.Close", "Plain": "", "(*Client).dial": "", "(*Timed).run": "(*Timed).Stop",
	} {
		got := folders{}.answer(Query{path, 1, "owner", []string{function}}).Ending
		if got == nil {
			got = &Ending{}
		}
		if got.Call != want {
			t.Errorf("%s: got %q, want %q", function, got.Call, want)
		}
	}
}

const closers = "type Full interface{ Send(v int); Close() error }\nfunc open() (Full, error) { return nil, nil }\nfunc start() (int, io.Closer, error) { return 0, nil, nil }\n"

func TestInterfacesThatALineGivesAreEnded(t *testing.T) {
	for line, want := range map[string][3]string{
		"f, err := open() /*here*/":     {"open", "Full.Close", "_ = f.Close()"},
		"_, c, err := start() /*here*/": {"start", "io.Closer.Close", "_ = c.Close()"},
		"_, _, err := start() /*here*/": {"start", "io.Closer.Close", "_, x, err := start() | _ = x.Close()"},
		"n, err := other() /*here*/":    {"other", "io.Closer.Close", ""},
	} {
		if got := shortEnding(ends(t, inside+line+"\n}\n"+closers, want[0], want[1])); got != want[2] {
			t.Errorf("%s: got %q, want %q", line, got, want[2])
		}
	}
}

func TestCodeGoesBehindTheWholeStatement(t *testing.T) {
	for body, line := range map[string]int{
		"h := hub.New( /*here*/\n\t\t1,\n\t)":                                   12,
		"h := hub.New(1) /*here*/":                                              10,
		"if h := hub.New(1); h != nil { /*here*/\n\t\tprintln()\n\t}":           0,
		"t.Run(\"x\", func(t *testing.T) {\n\t\th := hub.New(1) /*here*/\n\t})": 11,
	} {
		if got := ends(t, outside+body+"\n}\n", "New", "(*Hub).Close"); got == nil || got.Line != line {
			t.Errorf("%s: got %+v, want %d", body, got, line)
		}
	}
}

func TestACallUnderAConditionMayNotRun(t *testing.T) {
	for source, called := range map[string]bool{
		"h.Close()":                       true,
		"defer h.Close()":                 true,
		"t.Cleanup(func() { h.Close() })": true,
		"if err := h.Stop(); err != nil { h.Close() }": false,
		"if t.Failed() { h.Close() }":                  false,
		"switch { case t.Failed(): h.Close() }":        false,
	} {
		got := ends(t, outside+"h := hub.New(1) /*here*/\n"+source+"\n}\n", "New", "(*Hub).Close")
		if got == nil || (got.Called > 0) != called {
			t.Errorf("%s: %+v", source, got)
		}
	}
}
