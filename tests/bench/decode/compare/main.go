// Command compare reads a goroutine dump with other parsers and prints one line for each:
//
//	NAME GOROUTINES SECONDS PEAK_MIB
//
// A parser runs in a process of its own (compare NAME FILE), so that its peak is its own.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/DataDog/gostackparse"
	"github.com/maruel/panicparse/v2/stack"
)

// parse returns how many goroutines the parser called name finds in dump.
func parse(name string, dump []byte) (int, error) {
	switch name {
	case "gostackparse":
		goroutines, _ := gostackparse.Parse(bytes.NewReader(dump))
		return len(goroutines), nil
	case "panicparse":
		options := stack.DefaultOpts()
		options.GuessPaths, options.AnalyzeSources, options.NameArguments = false, false, false
		total := 0
		for reader := io.Reader(bytes.NewReader(dump)); ; {
			snapshot, suffix, err := stack.ScanSnapshot(reader, io.Discard, options)
			if snapshot != nil {
				total += len(snapshot.Goroutines)
			}
			if err == io.EOF {
				return total, nil
			}
			if err != nil || snapshot == nil {
				return total, nil // what it could read until it gave up
			}
			reader = io.MultiReader(bytes.NewReader(suffix), reader)
		}
	}
	return 0, fmt.Errorf("unknown parser %q", name)
}

func run() error {
	if len(os.Args) != 3 {
		return fmt.Errorf("usage: compare gostackparse|panicparse FILE")
	}
	dump, err := os.ReadFile(os.Args[2])
	if err != nil {
		return err
	}
	best, count := time.Duration(0), 0
	for round := 0; round < 3; round++ {
		start := time.Now()
		if count, err = parse(os.Args[1], dump); err != nil {
			return err
		}
		if took := time.Since(start); best == 0 || took < best {
			best = took
		}
	}
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	fmt.Printf("%s %d %.6f %.1f\n", os.Args[1], count, best.Seconds(), float64(usage.Maxrss)/1024)
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}
