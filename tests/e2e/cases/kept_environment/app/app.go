// Package app does not import testing and sorts before it, so that its variables are set first.
package app

import (
	"os"
	"os/exec"
	"syscall"
)

// What the environment was when this package was initialised.
var (
	AtStart   = os.Environ()
	AtSyscall = syscall.Environ()
	AtKernel  = read("/proc/self/environ")
)

// Early is what a child says that was started before package testing was initialised.
var Early, EarlyErr = Again(AtStart)

// Again starts this binary again, as a helper.
func Again(environment []string) (string, error) {
	for _, variable := range environment {
		if variable == "CASE_HELPER=1" {
			return "", nil
		}
	}
	c := exec.Command(os.Args[0], "-test.run=^TestHelper$")
	c.Env = append(environment[:len(environment):len(environment)], "CASE_HELPER=1")
	output, err := c.CombinedOutput()
	return string(output), err
}

func read(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return string(text)
}
