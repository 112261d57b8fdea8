package probe

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// outcome is what one run of `go test` on a fixture left behind.
type outcome struct {
	t        *testing.T
	output   string // standard output and error
	exitCode int
	marker   string // what follows `\x01leakgate `; empty: no marker
	ended    string // the code with which the process was about to end; empty: it did not say
	sections map[string][][]byte
	folder   string
}

type request struct {
	fixture   string
	options   string   // lines for LEAKGATE_PROBE on top of dir and run
	arguments []string // for go test
	folder    string   // where snapshots go; empty: a fresh one
	env       []string
	cached    bool // allow a cached result
	unprobed  bool // do not set the variable
}

// markerLine names the snapshot, or says why there is none; endLine says with which code the process would have ended.
var (
	markerLine = regexp.MustCompile("\x01leakgate ([^=\n][^\n]*)\n")
	endLine    = regexp.MustCompile("\x01leakgate = (\\d+) test\n")
)

// run runs the tests of a fixture under the probe.
func run(t *testing.T, r request) *outcome {
	t.Helper()
	o := &outcome{t: t, folder: r.folder}
	if o.folder == "" {
		o.folder = t.TempDir()
	}
	arguments := []string{"test", "-overlay=" + theToolchain.overlay, "-ldflags=-checklinkname=0", "-v"}
	if !r.cached {
		arguments = append(arguments, "-count=1")
	}
	arguments = append(append(arguments, r.arguments...), "./"+r.fixture)
	command := theToolchain.goCommand("testdata/fixtures", arguments...)
	if !r.unprobed {
		command.Env = append(command.Env, "LEAKGATE_PROBE=dir="+o.folder+"\nrun=test\n"+r.options)
	}
	command.Env = append(command.Env, r.env...)
	output, err := command.CombinedOutput()
	o.output = string(output)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	o.exitCode = command.ProcessState.ExitCode()
	if found := markerLine.FindStringSubmatch(o.output); found != nil {
		o.marker = found[1]
	}
	if found := endLine.FindStringSubmatch(o.output); found != nil {
		o.ended = found[1]
	}
	return o
}

// pass runs a fixture that must pass and leave a snapshot.
func pass(t *testing.T, r request) *outcome {
	t.Helper()
	o := run(t, r)
	if o.exitCode != 0 {
		t.Fatalf("exit code %d\n%s", o.exitCode, o.output)
	}
	return o.load()
}

// load reads the snapshot that the marker names.
func (o *outcome) load() *outcome {
	o.t.Helper()
	data, err := os.ReadFile(filepath.Join(o.folder, o.marker+".snapshot"))
	if err != nil {
		o.t.Fatalf("marker %q: %v\n%s", o.marker, err, o.output)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != o.marker {
		o.t.Fatalf("content is not what the name says")
	}
	o.parse(data)
	if _, ended := o.sections["end"]; !ended {
		o.t.Fatal("no end")
	}
	return o
}

func (o *outcome) parse(data []byte) {
	o.t.Helper()
	o.sections = map[string][][]byte{}
	data, ok := bytes.CutPrefix(data, []byte("leakgate-snapshot 1\n"))
	if !ok {
		o.t.Fatal("no first line")
	}
	for len(data) > 0 {
		var header []byte
		header, data, _ = bytes.Cut(data, []byte("\n"))
		name, digits, _ := strings.Cut(string(header), " ")
		size, err := strconv.Atoi(digits)
		if err != nil || len(data) < size+1 || data[size] != '\n' {
			o.t.Fatalf("section %q", header)
		}
		o.sections[name] = append(o.sections[name], data[:size])
		data = data[size+1:]
	}
}

// marks tells the files that leakgate removes after a run: who was probed, and where its snapshot is.
func marks(name string) bool {
	return strings.HasSuffix(name, ".claim") || strings.HasSuffix(name, ".done")
}

// leftovers lists the files in the snapshot folder, and in that of the run, that do not end like this.
func (o *outcome) leftovers(except string) []string {
	var names []string
	for _, folder := range []string{o.folder, filepath.Join(o.folder, "test")} {
		entries, _ := os.ReadDir(folder)
		for _, entry := range entries {
			if name := entry.Name(); !entry.IsDir() && !strings.HasSuffix(name, except) && !marks(name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func (o *outcome) text(section string) string {
	o.t.Helper()
	if len(o.sections[section]) != 1 {
		o.t.Fatalf("%d sections %s", len(o.sections[section]), section)
	}
	return string(o.sections[section][0])
}

// fields decodes the nth JSON section of that name.
func (o *outcome) fields(section string, nth int) map[string]any {
	o.t.Helper()
	if nth >= len(o.sections[section]) {
		o.t.Fatalf("%d sections %s", len(o.sections[section]), section)
	}
	var fields map[string]any
	if err := json.Unmarshal(o.sections[section][nth], &fields); err != nil {
		o.t.Fatalf("%s: %v in %s", section, err, o.sections[section][nth])
	}
	return fields
}

func (o *outcome) after(field string) any { return o.fields("after.state", 0)[field] }

// newGoroutines are the blocks of after.dump whose ids are not in before.dump, without the first (the exit hook's own).
func (o *outcome) newGoroutines() []string {
	o.t.Helper()
	known := map[string]bool{}
	for _, block := range strings.Split(o.text("before.dump"), "\n\n") {
		known[goroutineID(block)] = true
	}
	var blocks []string
	for _, block := range strings.Split(strings.TrimSpace(o.text("after.dump")), "\n\n")[1:] {
		if !known[goroutineID(block)] {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

func goroutineID(block string) string {
	fields := strings.Fields(block)
	if len(fields) < 2 {
		return ""
	}
	return fields[1]
}

// profileHas tells whether a profile section holds that string, e.g. the value of a label.
func (o *outcome) profileHas(section, text string) bool {
	o.t.Helper()
	reader, err := gzip.NewReader(strings.NewReader(o.text(section)))
	if err != nil {
		o.t.Fatal(err)
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		o.t.Fatal(err)
	}
	return bytes.Contains(plain, []byte(text))
}

func minor() int { return theToolchain.minor() }

func (o *outcome) equal(what string, got, want any) {
	o.t.Helper()
	if got != want {
		o.t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
