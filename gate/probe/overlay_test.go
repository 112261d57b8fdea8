package probe

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// toolchain is the Go that runs the fixtures, with the overlay for it.
type toolchain struct {
	version string // go1.26.8
	goroot  string
	overlay string // path of overlay.json
}

// minor is 26 for go1.26.8.
func (tc toolchain) minor() int {
	number, _ := strconv.Atoi(regexp.MustCompile(`go1\.(\d+)`).FindStringSubmatch(tc.version)[1])
	return number
}

// goCommand is `go` of that toolchain in a folder.
func (tc toolchain) goCommand(folder string, arguments ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(tc.goroot, "bin", "go"), arguments...)
	command.Dir = folder
	command.Env = append(os.Environ(), "GOROOT="+tc.goroot, "GOTOOLCHAIN=local", "GOFLAGS=", "GOWORK=off")
	return command
}

// newToolchain writes the overlay for the Go that runs this test: the same job as gate/capture/overlay.cpp.
func newToolchain(folder string) (toolchain, error) {
	goroot, err := goEnv("GOROOT")
	if err != nil {
		return toolchain{}, err
	}
	version, err := goEnv("GOVERSION")
	if err != nil {
		return toolchain{}, err
	}
	tc := toolchain{version: version, goroot: goroot, overlay: filepath.Join(folder, "overlay.json")}
	if err := tc.leaveModuleCache(); err != nil {
		return toolchain{}, err
	}
	replace := map[string]string{}
	if err := insertCalls(tc, folder, replace); err != nil {
		return toolchain{}, err
	}
	sources, err := filepath.Glob("_inject/*.go")
	if err != nil || len(sources) == 0 {
		return toolchain{}, fmt.Errorf("no probe sources: %v", err)
	}
	for _, source := range sources {
		absolute, err := filepath.Abs(source)
		if err != nil {
			return toolchain{}, err
		}
		replace[filepath.Join(tc.goroot, "src/testing", "leakgate_"+filepath.Base(source))] = absolute
	}
	early, err := filepath.Abs("_early/early.go")
	if err != nil {
		return toolchain{}, err
	}
	replace[filepath.Join(tc.goroot, "src/container/ring/leakgate_early.go")] = early
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return toolchain{}, err
	}
	return tc, os.WriteFile(tc.overlay, text, 0o666)
}

// leaveModuleCache reaches a downloaded toolchain through the link that leakgate uses: an overlay may not name files
// below GOMODCACHE. The same link, because the go command shares compiled standard packages whatever GOROOT they come
// from, and the paths in them are those of whoever compiled first.
func (tc *toolchain) leaveModuleCache() error {
	modules, err := goEnv("GOMODCACHE")
	if err != nil || !strings.HasPrefix(tc.goroot, modules+string(filepath.Separator)) {
		return err
	}
	cache, err := goEnv("GOCACHE")
	if err != nil {
		return err
	}
	link := filepath.Join(cache, "leakgate", "goroot", tc.version)
	if err := os.MkdirAll(filepath.Dir(link), 0o777); err != nil {
		return err
	}
	if err := os.Symlink(tc.goroot, link); err != nil && !os.IsExist(err) {
		return err
	}
	tc.goroot = link
	return nil
}

func goEnv(name string) (string, error) {
	output, err := exec.Command("go", "env", name).Output()
	return strings.TrimSpace(string(output)), err
}

// insertCalls writes changed copies of the files that insertions.txt names.
func insertCalls(tc toolchain, folder string, replace map[string]string) error {
	table, err := os.ReadFile("insertions.txt")
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, entry := range strings.Split(string(table), "\n") {
		kind, rest, _ := strings.Cut(entry, " ")
		if since, ok := strings.CutPrefix(kind, "from-1."); ok {
			if number, err := strconv.Atoi(since); err != nil || number > tc.minor() {
				continue
			}
			kind = "insert"
		}
		if kind != "insert" && kind != "expect" {
			continue
		}
		fields := strings.SplitN(rest, " |", 3)
		path := filepath.Join(tc.goroot, "src", fields[0])
		line := strings.ReplaceAll(strings.TrimPrefix(fields[1], " "), `\t`, "\t")
		if texts[path] == "" {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			texts[path] = string(text)
		}
		if found := strings.Count(texts[path], "\n"+line+"\n"); found != 1 {
			return fmt.Errorf("%s: %d times %q in %s", fields[0], found, line, tc.version)
		}
		if kind == "insert" {
			changed := "\n" + line + " " + strings.TrimSpace(fields[2]) + ";\n"
			texts[path] = strings.Replace(texts[path], "\n"+line+"\n", changed, 1)
			replace[path] = filepath.Join(folder, filepath.Base(path))
		}
	}
	for path, copied := range replace {
		if err := os.WriteFile(copied, []byte(texts[path]), 0o666); err != nil {
			return err
		}
	}
	return nil
}

var theToolchain toolchain

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "leakgate-probe-")
	if err == nil {
		theToolchain, err = newToolchain(folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}
