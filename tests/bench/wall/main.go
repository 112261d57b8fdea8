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
	"runtime"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	leakgate := flag.String("leakgate", os.Getenv("LEAKGATE"), "the leakgate to measure")
	packages := flag.Int("packages", 10, "clean packages in the generated module")
	many := flag.Int("many", 500, "packages of the row about many cached ones; building 2000 takes minutes; 0: no such row")
	pairs := flag.Int("pairs", 15, "pairs of runs")
	module := flag.String("module", "", "measure this module instead of generated ones")
	pattern := flag.String("pattern", "./...", "packages of -module")
	only := flag.String("only", "", "rows whose title contains this")
	results := flag.String("results", "", "add what was measured to this file")
	page := flag.String("page", "", "measure nothing: put what -results holds into the table of this page")
	flag.Parse()
	if *page != "" {
		check(writePage(*page, *results))
		return
	}
	gate, err := filepath.Abs(*leakgate)
	if err != nil || *leakgate == "" {
		log.Fatal("wall: which leakgate? (-leakgate PATH)")
	}
	rows := rowsOf(gate, *module, *pattern)
	if *module == "" {
		dir, err := os.MkdirTemp("", "leakgate-wall-")
		check(err)
		defer os.RemoveAll(dir)
		if !strings.Contains(fmt.Sprintf("%d packages, all cached", *many), *only) {
			*many = 0 // not to be built for nothing
		}
		check(generate(dir, *packages, *many))
		rows = generatedRows(gate, dir, *packages, *many)
	}
	measured := measureAll(chosen(rows, *only), *pairs)
	if *results != "" {
		check(addResults(*results, measured))
	}
}

func check(err error) {
	if err != nil {
		log.Fatalf("wall: %v", err)
	}
}

func measureAll(rows []row, pairs int) measured {
	all := measured{Go: goVersion(), Pairs: pairs, Processors: runtime.NumCPU(), Load: load()}
	fmt.Printf("%s, %d pairs, load %s; q1 median q3, ms\n\n%s", all.Go, pairs, all.Load, headOf("go test", "leakgate test"))
	for _, row := range rows {
		result := compare(row, pairs)
		fmt.Print(result.lines(all.Go))
		all.Rows = append(all.Rows, result)
	}
	all.LoadAfter = load()
	fmt.Printf("\nload at the end %s\n", all.LoadAfter)
	return all
}

func goVersion() string {
	out, err := exec.Command("go", "env", "GOVERSION").Output()
	check(err)
	return strings.TrimPrefix(strings.TrimSpace(string(out)), "go")
}

func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	if err != nil {
		return "unknown"
	}
	return first
}

func compare(r row, pairs int) result {
	// Twice: the first builds, the second fills the caches.
	for range 2 {
		timed(r, r.plain, false)
		timed(r, r.gated, r.leaks)
	}
	if r.waits {
		pairs = (pairs + 2) / 3
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
	return result{r.title, beside(plain[0], gated[0]), beside(plain[1], gated[1])}
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
