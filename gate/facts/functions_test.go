package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFunctionsAreWholeAndVariablesMayHoldOne(t *testing.T) {
	source := "package p\n\n// Doc is no part of it.\nfunc a() {\n\tgo func() {\n\t}()\n\t_ = `\nfunc no() {\n}\n`\n}\n\n" +
		"type t struct{}\n\n//line other.go:1\nfunc (t) b() {}\n\nvar (\n\tx = 1\n\tc = func() {\n\t}\n)\n\nconst k = 1\n"
	path := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(path, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	got := folders{}.answer(Query{File: path, Wait: "functions"}).Statement
	if want := "4-11 16-16 19-19 20-21"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
