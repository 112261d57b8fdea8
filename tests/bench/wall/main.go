// Wall measures what the gate adds to a suite: wall time, and CPU time, which a busy machine
// changes less. Plain and gated runs alternate, so that both see the same machine; caches are warm.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A row compares two commands in a folder.
type row struct {
	title        string
	folder       string
	plain, gated []string
	leaks        bool // the gate shall find some
}

func main() {
	log.SetFlags(0)
	leakgate := flag.String("leakgate", os.Getenv("LEAKGATE"), "the leakgate to measure")
	packages := flag.Int("packages", 10, "clean packages in the generated module")
	pairs := flag.Int("pairs", 15, "pairs of runs")
	module := flag.String("module", "", "measure this module instead of generated ones")
	pattern := flag.String("pattern", "./...", "packages of -module")
	only := flag.String("only", "", "rows whose title contains this")
	flag.Parse()
	gate, err := filepath.Abs(*leakgate)
	if err != nil || *leakgate == "" {
		log.Fatal("wall: which leakgate? (-leakgate PATH)")
	}
	rows := rowsOf(gate, *module, *pattern)
	if *module == "" {
		dir, err := os.MkdirTemp("", "leakgate-wall-")
		if err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(dir)
		if err := generate(dir, *packages); err != nil {
			log.Fatal(err)
		}
		rows = generatedRows(gate, dir, *packages)
	}
	fmt.Printf("%s, %d pairs, load %s; q1 median q3, ms\n\n", goVersion(), *pairs, load())
	fmt.Println("| what | | `go test` | `leakgate test` | ratio | more |")
	fmt.Println("| --- | --- | --- | --- | --- | --- |")
	for _, row := range rows {
		if strings.Contains(row.title, *only) {
			compare(row, *pairs)
		}
	}
	fmt.Printf("\nload at the end %s\n", load())
}

func rowsOf(gate, folder, pattern string) []row {
	return []row{
		{"run, nothing cached", folder, []string{"go", "test", "-count=1", pattern},
			[]string{gate, "test", "--no-cache", pattern}, false},
		{"all cached", folder, []string{"go", "test", pattern}, []string{gate, "test", pattern}, false},
		{"all cached, beside -json", folder, []string{"go", "test", "-json", pattern},
			[]string{gate, "test", pattern}, false},
	}
}

func generatedRows(gate, dir string, packages int) []row {
	clean, leaking := filepath.Join(dir, "clean"), filepath.Join(dir, "leaking")
	rows := rowsOf(gate, clean, "./...")
	rows[0].title = fmt.Sprintf("%d clean packages", packages)
	return append([]row{
		{"one clean package", clean, []string{"go", "test", "-count=1", "./p0"},
			[]string{gate, "test", "--no-cache", "./p0"}, false},
		{"12 tests that leak", leaking, []string{"go", "test", "-count=1", "./..."},
			[]string{gate, "test", "--no-cache", "./..."}, true},
		{"memory filled once", filepath.Join(dir, "filled"), []string{"go", "test", "-count=1", "./..."},
			[]string{gate, "test", "--no-cache", "./..."}, false},
		{"memory that grows", filepath.Join(dir, "keeps"), []string{"go", "test", "-count=1", "./..."},
			[]string{gate, "test", "--no-cache", "./..."}, true},
		{"clean, plain is --heap=off", clean, []string{gate, "test", "--no-cache", "--heap=off", "./..."},
			[]string{gate, "test", "--no-cache", "./..."}, false},
	}, rows...)
}

func goVersion() string {
	out, err := exec.Command("go", "env", "GOVERSION").Output()
	if err != nil {
		log.Fatalf("wall: go env: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	if err != nil {
		return "unknown"
	}
	return first
}

// compare prints a line for wall time and one for CPU time.
func compare(r row, pairs int) {
	// Twice: the first builds, the second fills the caches.
	for range 2 {
		timed(r, r.plain, false)
		timed(r, r.gated, r.leaks)
	}
	var plain, gated [2][]float64
	for i := range pairs {
		var a, b [2]float64
		if i%2 == 0 {
			a, b = timed(r, r.plain, false), timed(r, r.gated, r.leaks)
		} else {
			b, a = timed(r, r.gated, r.leaks), timed(r, r.plain, false)
		}
		for j := range a {
			plain[j], gated[j] = append(plain[j], a[j]), append(gated[j], b[j])
		}
	}
	for j, what := range []string{"wall", "CPU"} {
		var ratios, more []float64
		for i := range plain[j] {
			ratios = append(ratios, gated[j][i]/plain[j][i])
			more = append(more, gated[j][i]-plain[j][i])
		}
		fmt.Printf("| %s | %s | %s | %s | %.3f | %.0f |\n", r.title, what, quartiles(plain[j]),
			quartiles(gated[j]), middle(ratios), middle(more))
	}
}

// timed returns wall and CPU time in milliseconds, the latter of the command and all that it waited for.
func timed(r row, argv []string, leaks bool) [2]float64 {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = r.folder
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	elapsed := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		log.Fatalf("wall: %v", err)
	}
	if code := cmd.ProcessState.ExitCode(); code != 0 && !(leaks && code == 1) {
		log.Fatalf("wall: %s: exit code %d\n%s", strings.Join(argv, " "), code, out.Bytes())
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return [2]float64{elapsed.Seconds() * 1000, cpu.Seconds() * 1000}
}
