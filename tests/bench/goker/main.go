// Goker measures the gate on the known goroutine leaks that Go carries in its own tree
// (src/runtime/testdata/testgoroutineleakprofile: 63 programs of GoBench's GoKer and
// about twenty simple ones). At run time each program becomes a test of a temporary
// module; nothing of them is kept here.
//
// Three things are measured. Found: of the runs in which a program did leak (an oracle
// inside the test process says so), those in which it is reported. Right test: every
// finding inside the program's file names the program's test, also when all programs run
// at the same time in one package. False alarms: findings on tests that leak nothing.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

type config struct {
	leakgate string
	rounds   int
	proof    string
	keep     bool
}

func main() {
	log.SetFlags(0)
	var c config
	versions := flag.String("go", "go1.26.8,go1.27.1", "toolchains to measure, as GOTOOLCHAIN names them")
	flag.StringVar(&c.leakgate, "leakgate", os.Getenv("LEAKGATE"), "the leakgate to measure")
	flag.IntVar(&c.rounds, "rounds", 5, "runs of each program: most of them depend on scheduling")
	flag.StringVar(&c.proof, "proof", "auto", "handed on as --proof")
	flag.BoolVar(&c.keep, "keep", false, "keep the generated modules")
	flag.Parse()
	path, err := filepath.Abs(c.leakgate)
	if err != nil || c.leakgate == "" {
		log.Fatal("goker: which leakgate? (-leakgate PATH)")
	}
	c.leakgate = path
	for _, version := range strings.Split(*versions, ",") {
		if err := measure(c, version); err != nil {
			log.Printf("goker: %s: %v", version, err)
			os.Exit(1)
		}
	}
}

func measure(c config, version string) error {
	os.Setenv("GOTOOLCHAIN", version)
	os.Setenv("GOFLAGS", "")
	goroot, err := output("go", "env", "GOROOT")
	if err != nil {
		return err
	}
	programs, err := readPrograms(filepath.Join(goroot, "src/runtime/testdata/testgoroutineleakprofile"))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "leakgate-goker-")
	if err != nil {
		return err
	}
	if c.keep {
		fmt.Println("module:", dir)
	} else {
		defer os.RemoveAll(dir)
	}
	if err := writeModule(dir, programs); err != nil {
		return err
	}
	score, err := newScore(programs)
	if err != nil {
		return err
	}
	for round := range c.rounds {
		fmt.Fprintf(os.Stderr, "%s: run %d of %d\n", version, round+1, c.rounds)
		for _, pattern := range []string{"./apart/...", "./clean/...", "./together/..."} {
			result, err := gate(c, dir, pattern)
			if err != nil {
				return err
			}
			score.add(result, dir, pattern)
		}
	}
	score.print(version, c)
	return nil
}

func output(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).Output()
	return strings.TrimSpace(string(out)), err
}
