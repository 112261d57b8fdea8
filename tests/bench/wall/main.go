// Wall measures what the gate adds to the wall time of a clean suite. Plain and gated
// runs alternate, so that both see the same machine; caches are warm.
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
	"sort"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	leakgate := flag.String("leakgate", os.Getenv("LEAKGATE"), "the leakgate to measure")
	packages := flag.Int("packages", 10, "clean packages in the generated module")
	pairs := flag.Int("pairs", 15, "pairs of runs")
	module := flag.String("module", "", "measure this module instead of a generated one")
	pattern := flag.String("pattern", "./...", "packages of -module")
	flag.Parse()
	gate, err := filepath.Abs(*leakgate)
	if err != nil || *leakgate == "" {
		log.Fatal("wall: which leakgate? (-leakgate PATH)")
	}
	dir := *module
	if dir == "" {
		if dir, err = os.MkdirTemp("", "leakgate-wall-"); err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(dir)
		if err := generate(dir, *packages); err != nil {
			log.Fatal(err)
		}
	}
	count := countPackages(dir, *pattern)
	fmt.Printf("%d packages with tests, %d pairs, medians\n", count, *pairs)
	fmt.Printf("%-28s %10s %10s %7s %16s\n", "", "plain", "gated", "ratio", "more per package")
	compare(dir, count, *pairs, "run, nothing cached",
		[]string{"go", "test", "-count=1", *pattern}, []string{gate, "test", "--no-cache", *pattern})
	compare(dir, count, *pairs, "second run, all cached",
		[]string{"go", "test", *pattern}, []string{gate, "test", *pattern})
	compareHeap(dir, gate, *pattern, count, *pairs)
}

// compareHeap measures what looking at memory adds: nothing where nothing grew, some rounds where a table was filled, and
// rounds with exact sites where memory leaks (allowed here, so that the run is good).
func compareHeap(dir, gate, pattern string, count, pairs int) {
	fmt.Printf("\n%-28s %10s %10s\n", "memory", "--heap=off", "auto")
	off, auto := []string{gate, "test", "--no-cache", "--heap=off"}, []string{gate, "test", "--no-cache"}
	compare(dir, count, pairs, "clean", append(off, pattern), append(auto, pattern))
	for _, title := range []string{"filled once", "leaks"} {
		suspect, err := os.MkdirTemp("", "leakgate-wall-")
		if err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(suspect)
		if err := generateSuspect(suspect, title == "leaks"); err != nil {
			log.Fatal(err)
		}
		compare(suspect, 1, pairs, title+", one package", append(off, "./..."), append(auto, "./..."))
	}
}

func countPackages(dir, pattern string) int {
	cmd := exec.Command("go", "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}x{{end}}", pattern)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		log.Fatalf("wall: go list: %v", err)
	}
	return strings.Count(string(out), "x")
}

func compare(dir string, packages, pairs int, title string, plain, gated []string) {
	// Twice: the first builds, the second fills the test cache.
	for range 2 {
		timed(dir, plain)
		timed(dir, gated)
	}
	var without, with, ratios []float64
	for i := range pairs {
		var a, b time.Duration
		if i%2 == 0 {
			a, b = timed(dir, plain), timed(dir, gated)
		} else {
			b, a = timed(dir, gated), timed(dir, plain)
		}
		without = append(without, a.Seconds()*1000)
		with = append(with, b.Seconds()*1000)
		ratios = append(ratios, b.Seconds()/a.Seconds())
	}
	more := median(with) - median(without)
	fmt.Printf("%-28s %7.0f ms %7.0f ms %7.3f %13.1f ms\n", title, median(without), median(with), median(ratios),
		more/float64(max(packages, 1)))
}

func timed(dir string, argv []string) time.Duration {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	elapsed := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		log.Fatalf("wall: %v", err)
	}
	if err != nil {
		log.Fatalf("wall: %s: %v, the suite must be clean\n%s", strings.Join(argv, " "), err, out.Bytes())
	}
	return elapsed
}

func median(values []float64) float64 {
	sorted := append([]float64(nil), values...)
	sort.Float64s(sorted)
	return sorted[len(sorted)/2]
}
