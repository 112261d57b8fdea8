// Package observed writes down what a test can find out about its surroundings, a line each. Lines that start with
// `hidden` must be the same with and without the gate, those that start with `seen` differ: what the gate cannot hide.
// The table in gate/probe/README.md has a row for each.
package observed

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
)

var early = func() []string { return os.Args[1:] }()

type notes struct{ lines []string }

func (n *notes) add(kind, what string, value any) {
	text := fmt.Sprintf("%s %s: %q", kind, what, fmt.Sprint(value))
	n.lines = append(n.lines, regexp.MustCompile(`/tmp/go-build[^ "]*/`).ReplaceAllString(text, "BUILD/"))
}

func TestObserve(t *testing.T) {
	n := &notes{}
	n.arguments()
	n.environment()
	n.descriptors()
	n.process(t)
	n.tools()
	n.traces()
	path := os.Getenv("OBSERVED")
	if err := os.WriteFile(path, []byte(strings.Join(n.lines, "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (n *notes) arguments() {
	n.add("hidden", "os.Args", os.Args[1:])
	n.add("hidden", "os.Args in init", early)
	n.add("hidden", "testing.Verbose", testing.Verbose())
	verbose := flag.Lookup("test.v").Value
	n.add("hidden", "test.v", verbose.String())
	n.add("hidden", "test.v, its Get", verbose.(flag.Getter).Get())
	var set []string
	flag.Visit(func(f *flag.Flag) { set = append(set, f.Name+"="+f.Value.String()) })
	n.add("hidden", "flags that are set", set)
	line, _ := os.ReadFile("/proc/self/cmdline")
	n.add("seen", "/proc/self/cmdline", bytes.Contains(line, []byte("test2json")))
}

func (n *notes) environment() {
	all := os.Environ()
	slices.Sort(all)
	for _, variable := range all {
		name, value, _ := strings.Cut(variable, "=")
		if name == "OBSERVED" {
			value = "a file"
		}
		n.add("hidden", "variable "+name, value)
	}
	memory, _ := os.ReadFile("/proc/self/environ")
	n.add("hidden", "LEAKGATE in /proc/self/environ", bytes.Contains(memory, []byte("LEAKGATE")))
}

func (n *notes) descriptors() {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		target, err := os.Readlink("/proc/self/fd/" + entry.Name())
		if err == nil {
			kind, name := "hidden", "descriptor "+entry.Name()
			switch entry.Name() {
			case "1":
				kind, name = "seen", "standard output"
			case "2":
				kind, name = "seen", "standard error"
			}
			n.add(kind, name, regexp.MustCompile(`\[\d+\]`).ReplaceAllString(target, ""))
		}
	}
	n.add("hidden", "os.Stdout", os.Stdout.Name())
	n.add("hidden", "os.Stderr", os.Stderr.Name())
}

func (n *notes) process(t *testing.T) {
	here, err := os.Getwd()
	n.add("hidden", "working directory", fmt.Sprint(here, err))
	n.add("hidden", "goroutines", runtime.NumGoroutine())
	n.add("hidden", "GOMAXPROCS", runtime.GOMAXPROCS(0))
	n.add("hidden", "GOROOT", runtime.GOROOT())
	deadline, has := t.Deadline()
	n.add("hidden", "deadline", fmt.Sprint(has, deadline.IsZero()))
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		if strings.HasPrefix(line, "Sig") && !strings.HasPrefix(line, "SigQ") || strings.HasPrefix(line, "Umask") {
			n.add("hidden", "status", line)
		}
	}
	parent, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", os.Getppid()))
	n.add("hidden", "parent", string(parent))
	if info, ok := debug.ReadBuildInfo(); ok {
		linked := ""
		for _, setting := range info.Settings {
			if setting.Key != "-ldflags" {
				n.add("hidden", "build setting "+setting.Key, setting.Value)
			} else {
				linked = setting.Value
			}
		}
		n.add("seen", "-ldflags in the build settings", linked)
	}
}

// tools asks the go command that a test would run.
func (n *notes) tools() {
	path, err := exec.LookPath("go")
	n.add("hidden", "go", fmt.Sprint(path, err))
	output, err := exec.Command("go", "env", "GOROOT", "GOTOOLCHAIN", "GOFLAGS", "GOEXPERIMENT", "GOVERSION").Output()
	n.add("hidden", "go env", fmt.Sprint(string(output), err))
}

func (n *notes) traces() {
	n.add("hidden", "header of debug.Stack", strings.Contains(strings.SplitN(string(debug.Stack()), "\n", 2)[0], "{"))
	stack := make(chan string)
	go func() { stack <- string(debug.Stack()) }()
	n.add("seen", "end of debug.Stack", strings.Contains(<-stack, "[originating from goroutine"))
	var profile bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&profile, 1)
	n.add("seen", "labels in the goroutine profile", strings.Contains(profile.String(), "test.name"))
	var callers [64]uintptr
	n.add("hidden", "callers", runtime.Callers(0, callers[:]))
}
