package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// A row compares two commands in a folder.
type row struct {
	title        string
	folder       string
	plain, gated []string
	leaks        bool // the gate shall find some
	waits        bool // it takes seconds, nearly all of them waiting, so a third of the pairs is enough
}

func plainTest(packages string) []string { return []string{"go", "test", "-count=1", packages} }

func gatedTest(gate, packages string) []string { return []string{gate, "test", "--no-cache", packages} }

// rowsOf are for any module.
func rowsOf(gate, folder, pattern string) []row {
	gated := []string{gate, "test", pattern}
	return []row{
		{title: "run, nothing cached", folder: folder, plain: plainTest(pattern), gated: gatedTest(gate, pattern)},
		{title: "all cached", folder: folder, plain: []string{"go", "test", pattern}, gated: gated},
		{title: "all cached, plain with -json", folder: folder, plain: []string{"go", "test", "-json", pattern}, gated: gated},
	}
}

func generatedRows(gate, dir string, packages, many int) []row {
	in := func(folder string) string { return filepath.Join(dir, folder) }
	own := func(title, folder string, leaks, waits bool) row {
		return row{title, in(folder), plainTest("./..."), gatedTest(gate, "./..."), leaks, waits}
	}
	clean := in("clean")
	server := row{title: "a package with an HTTP server", folder: clean, plain: plainTest("./p0"), gated: gatedTest(gate, "./p0")}
	rows := append([]row{own("a package with one test", "tiny", false, false), server}, rowsOf(gate, clean, "./...")...)
	rows[2].title = fmt.Sprintf("%d clean packages", packages)
	for i := range rows[3:] {
		rows[3+i].title = fmt.Sprintf("%d packages, %s", packages, rows[3+i].title)
	}
	if many > 0 {
		cached := rowsOf(gate, in("many"), "./...")[1]
		cached.title = fmt.Sprintf("%d packages, %s", many, cached.title)
		rows = append(rows, cached)
	}
	rows = append(rows, own("12 tests that leak", "leaking", true, true),
		own("memory filled once", "filled", false, false), own("memory that grows", "keeps", true, false))
	unlooked := row{title: "clean, plain is --heap=off", folder: clean, plain: append(gatedTest(gate, "./..."), "--heap=off"),
		gated: gatedTest(gate, "./...")}
	return append(rows, unlooked)
}

// chosen keeps the rows whose title contains `only`.
func chosen(rows []row, only string) (kept []row) {
	for _, row := range rows {
		if strings.Contains(row.title, only) {
			kept = append(kept, row)
		}
	}
	return kept
}
