package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// program is one entry point in Go's tree.
type program struct {
	name    string // Cockroach584, as it is registered and as its function is called
	file    string // cockroach584.go
	source  string
	goker   bool
	noProof bool // must not be proven: the goroutine could still be woken
}

var registered = regexp.MustCompile(`register\("(\w+)", (\w+)\)`)

// readPrograms finds the programs of both folders by what they register.
func readPrograms(dir string) ([]program, error) {
	var programs []program
	for _, sub := range []string{"goker", "."} {
		files, err := filepath.Glob(filepath.Join(dir, sub, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			for _, match := range registered.FindAllStringSubmatch(string(source), -1) {
				name := match[1]
				if endsProcess(string(source), name) {
					continue
				}
				programs = append(programs, program{
					name: name, file: filepath.Base(file), source: string(source), goker: sub == "goker",
					// One waits on a global channel, one for an hour's sleep to end.
					noProof: name == "NoLeakGlobal" || name == "DaisyChain",
				})
			}
		}
	}
	if len(programs) == 0 {
		return nil, fmt.Errorf("%s: no programs (has this Go the goroutine leak profile?)", dir)
	}
	sort.Slice(programs, func(i, j int) bool { return programs[i].name < programs[j].name })
	return programs, nil
}

// endsProcess reports whether a program calls os.Exit: then it cannot be a test.
func endsProcess(source, name string) bool {
	_, body, _ := strings.Cut(source, "\nfunc "+name+"() {")
	body, _, _ = strings.Cut(body, "\n}\n")
	return strings.Contains(body, "os.Exit(")
}

// The programs ask for a profile and print it; here the gate looks instead.
const profileStub = `// Package profile stands for runtime/pprof and does nothing.
package profile

import "io"

// Profile is empty.
type Profile struct{}

// Lookup finds it.
func Lookup(string) Profile { return Profile{} }

// WriteTo writes nothing.
func (Profile) WriteTo(io.Writer, int) error { return nil }
`

const helpers = `package prog

const yieldCount = 10

func register(string, func()) {}
`

// adapted makes a file of a main program one of package prog.
func adapted(source string) string {
	source = strings.Replace(source, "package main", "package prog", 1)
	return strings.Replace(source, `"runtime/pprof"`, `pprof "goker/profile"`, 1)
}

func folderOf(p program) string { return "apart/" + strings.ToLower(p.name) }

func testOf(name string) string {
	return fmt.Sprintf("func Test%s(t *testing.T) {\n\tt.Parallel()\n\t%s()\n}\n\n", name, name)
}

// decoys run beside a program and leak nothing.
const decoys = `func TestDecoyBusy(t *testing.T) {
	t.Parallel()
	for range 50 {
		done := make(chan struct{})
		go func() { close(done) }()
		<-done
		time.Sleep(time.Millisecond)
	}
}

func TestDecoySlow(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	go func() {
		time.Sleep(150 * time.Millisecond)
		close(done)
	}()
	<-done
}
`

// oracle says by itself whether the program left goroutines behind in this very run: most
// of them do so only now and then. It waits longer than any of them needs to end.
const oracle = `package prog

import (
	"bytes"
	"os"
	"runtime/pprof"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	code := m.Run()
	time.Sleep(2500 * time.Millisecond)
	var stacks bytes.Buffer
	pprof.Lookup("goroutine").WriteTo(&stacks, 1)
	if bytes.Contains(stacks.Bytes(), []byte("/%s:")) {
		os.WriteFile("leaked", nil, 0o644)
	}
	os.Exit(code)
}
`

const testHead = "package prog\n\nimport (\n\t\"testing\"\n\t\"time\"\n)\n\nvar _ = time.Now\n\n"

func writeModule(dir string, programs []program) error {
	files := map[string]string{
		"go.mod":               "module goker\n\ngo 1.26\n",
		"profile/profile.go":   profileStub,
		"clean/clean_test.go":  cleanControls,
		"together/helpers.go":  helpers,
		"together/all_test.go": testHead,
	}
	for _, p := range programs {
		// Alone in a package, with decoys beside it …
		folder := folderOf(p) + "/"
		files[folder+p.file] = adapted(p.source)
		files[folder+"helpers.go"] = helpers
		files[folder+"prog_test.go"] = testHead + testOf(p.name) + decoys
		files[folder+"oracle_test.go"] = fmt.Sprintf(oracle, p.file)
		// … and all in one process, to see whether each leak goes to its own test.
		files["together/"+p.file] = adapted(p.source)
		files["together/all_test.go"] += testOf(p.name)
	}
	files["together/all_test.go"] += decoys
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
