package without

import (
	"os/exec"
	"path/filepath"
	"plugin"
	"testing"
)

func TestOpens(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.so")
	build := exec.Command("go", "build", "-buildmode=plugin", "-o", file, "../testdata/without.go")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	opened, err := plugin.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := opened.Lookup("Run"); err != nil {
		t.Fatal(err)
	}
}
