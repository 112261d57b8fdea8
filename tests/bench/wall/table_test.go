package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Two Gos with one row each.
func example() []measured {
	row := result{"a package", beside([]float64{100, 200, 400}, []float64{110, 190, 440}), beside([]float64{1, 2, 3}, []float64{4, 4, 4})}
	return []measured{
		{"1.26.8", 3, 2, "0.10", "0.20", []result{row}}, {"1.27.1", 3, 2, "0.30", "0.40", []result{row}},
	}
}

func TestARowOfEachGoStandsBelowTheOther(t *testing.T) {
	want := `Go 1.26.8: 3 pairs on 2 processors, load 0.10 before and 0.20 after.
Go 1.27.1: 3 pairs on 2 processors, load 0.30 before and 0.40 after.

| times as long, by the clock | Go 1.26.8 | Go 1.27.1 |
| --- | --- | --- |
| a package | 1.10 | 1.10 |

In full:

| what | Go | | ` + "`go test`, ms | `leakgate test`" + `, ms | ratio | more |
| --- | --- | --- | --- | --- | --- | --- |
| a package | 1.26.8 | wall | 100 **200** 400 | 110 **190** 440 | 1.100 | +10 |
| a package | 1.26.8 | CPU | 1 **2** 3 | 4 **4** 4 | 2.000 | +2 |
| a package | 1.27.1 | wall | 100 **200** 400 | 110 **190** 440 | 1.100 | +10 |
| a package | 1.27.1 | CPU | 1 **2** 3 | 4 **4** 4 | 2.000 | +2 |
`
	if got := tableOf(example()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestThePageKeepsWhatStandsAroundTheTable(t *testing.T) {
	folder := t.TempDir()
	page, results := filepath.Join(folder, "page.md"), filepath.Join(folder, "results")
	check(os.WriteFile(page, []byte("# Above\n"+tableBegin+"old\n"+tableEnd+"below\n"), 0o644))
	for _, each := range example() {
		check(addResults(results, each))
	}
	if err := writePage(page, results); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(page)
	if want := "# Above\n" + tableBegin + tableOf(example()) + tableEnd + "below\n"; err != nil || string(got) != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, got, want)
	}
	check(os.WriteFile(page, []byte("# Without a place\n"), 0o644))
	if writePage(page, results) == nil {
		t.Error("a page without the place for it was written")
	}
}

// What docs/costs.md claims was printed by this program: rows of it, in its order, for every Go that it names.
func TestTheTableOfTheDocsIsOneOfThese(t *testing.T) {
	page, err := os.ReadFile("../../../docs/costs.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), tableBegin)
	table, _, found := strings.Cut(rest, tableEnd)
	if !found {
		t.Fatal("docs/costs.md has no table of script/bench wall")
	}
	head, lines, _ := strings.Cut(table, headOf("go test", "leakgate test"))
	measuredBy := regexp.MustCompile(`(?m)^Go (1\.\d+\.\d+): \d+ pairs on \d+ processors, load \S+ before and \S+ after\.$`)
	versions := measuredBy.FindAllStringSubmatch(head, -1)
	if len(versions) == 0 {
		t.Errorf("no Go is named in %q", head)
	}
	spread := `\d+ \*\*\d+\*\* \d+`
	form := regexp.MustCompile(`^\| (.+) \| (1\.\d+\.\d+) \| (wall|CPU) \| ` + spread + ` \| ` + spread + ` \| \d+\.\d{3} \| [+-]\d+ \|$`)
	many := regexp.MustCompile(`\| (\d+) packages, all cached \|`).FindAllStringSubmatch(lines, -1)
	var want, got []string
	for _, row := range generatedRows("leakgate", "folder", 10, numberOf(many)) {
		for _, version := range versions {
			if strings.Contains(lines, "| "+row.title+" |") {
				want = append(want, row.title+" "+version[1]+" wall", row.title+" "+version[1]+" CPU")
			}
		}
	}
	for line := range strings.Lines(lines) {
		if parts := form.FindStringSubmatch(strings.TrimSuffix(line, "\n")); parts != nil {
			got = append(got, strings.Join(parts[1:], " "))
		} else {
			t.Errorf("not a line of the table: %q", line)
		}
	}
	if len(want) == 0 || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// numberOf is how many packages the row about many has, the largest number of all.
func numberOf(rows [][]string) (most int) {
	for _, row := range rows {
		var number int
		fmt.Sscan(row[1], &number)
		most = max(most, number)
	}
	return most
}
