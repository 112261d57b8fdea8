package kept

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"example.com/kept/app"
	"example.com/kept/native"
)

func TestMain(m *testing.M) {
	if os.Getenv("CASE_HELPER") == "main" {
		fmt.Print(strings.Join(os.Environ(), "\n"))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func check(t *testing.T, what string, lines []string) {
	t.Helper()
	for _, line := range lines {
		if strings.Contains(line, "LEAKGATE_") {
			t.Errorf("%s: %s", what, line)
		}
	}
}

func helper(t *testing.T, environment []string) {
	t.Helper()
	if output, err := app.Again(environment); err != nil || output != "helper" {
		t.Errorf("got %q, %v", output, err)
	}
}

func TestNobodySeesAnything(t *testing.T) {
	check(t, "os.Environ at the start", app.AtStart)
	check(t, "syscall.Environ at the start", app.AtSyscall)
	check(t, "/proc/self/environ", []string{app.AtKernel})
	check(t, "os.Environ", os.Environ())
	check(t, "C", []string{native.Get("LEAKGATE_PROBE"), native.Get("LEAKGATE_CACHE_KEY"), native.Get("LEAKGATE_VERBOSE")})
}

func TestChildrenAreNotProbed(t *testing.T) {
	if app.EarlyErr != nil || app.Early != "helper" {
		t.Errorf("before testing: got %q, %v", app.Early, app.EarlyErr)
	}
	helper(t, app.AtStart)
	helper(t, app.AtSyscall)
	helper(t, os.Environ())
}

// C code that ran before Go has seen the variables: the child knows that it is one.
func TestChildWithTheEnvironmentOfC(t *testing.T) { helper(t, native.Kept()) }

func TestChildWithTheEnvironmentOfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "environment")
	if err := os.WriteFile(path, []byte(strings.Join(native.Kept(), "\x00")), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	helper(t, strings.Split(string(text), "\x00"))
}

func TestChildOfAChildSeesNothing(t *testing.T) {
	c := exec.Command(os.Args[0])
	c.Env = append(native.Kept(), "CASE_HELPER=main")
	output, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "in the child", strings.Split(string(output), "\n"))
}

func TestHelper(t *testing.T) {
	if os.Getenv("CASE_HELPER") == "1" {
		fmt.Print("helper")
		os.Exit(0)
	}
}
