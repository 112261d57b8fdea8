package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// measured is what one Go was measured with.
type measured struct {
	Go              string
	Pairs           int
	Processors      int
	Load, LoadAfter string
	Rows            []result
}

type result struct {
	Title     string
	Wall, CPU figures
}

// figures are milliseconds: first quartile, median and third of each side; medians of the pairs' ratios and differences.
type figures struct {
	Plain, Gated [3]float64
	Ratio, More  float64
}

func beside(plain, gated []float64) figures {
	var ratios, more []float64
	for i := range plain {
		ratios = append(ratios, gated[i]/plain[i])
		more = append(more, gated[i]-plain[i])
	}
	return figures{quartiles(plain), quartiles(gated), quartiles(ratios)[1], quartiles(more)[1]}
}

func headOf(plain, gated string) string {
	return fmt.Sprintf("| what | Go | | `%s`, ms | `%s`, ms | ratio | more |\n| --- | --- | --- | --- | --- | --- | --- |\n", plain, gated)
}

func (r result) lines(version string) string {
	line := func(what string, f figures) string {
		return fmt.Sprintf("| %s | %s | %s | %s | %s | %.3f | %+.0f |\n", r.Title, version, what, spread(f.Plain), spread(f.Gated),
			f.Ratio, f.More)
	}
	return line("wall", r.Wall) + line("CPU", r.CPU)
}

// spread shows the median in bold, between the quartiles.
func spread(q [3]float64) string { return fmt.Sprintf("%.0f **%.0f** %.0f", q[0], q[1], q[2]) }

// ratiosOf shows how many times as long each row took, by the clock.
func ratiosOf(all []measured) string {
	out, line := "| times as long, by the clock |", "| --- |"
	for _, each := range all {
		out, line = out+" Go "+each.Go+" |", line+" --- |"
	}
	out += "\n" + line + "\n"
	for i, row := range all[0].Rows {
		out += "| " + row.Title + " |"
		for _, each := range all {
			if i < len(each.Rows) {
				out += fmt.Sprintf(" %.2f |", each.Rows[i].Wall.Ratio)
			}
		}
		out += "\n"
	}
	return out
}

// tableOf shows each row for every Go, one below the other.
func tableOf(all []measured) string {
	out := ""
	for _, each := range all {
		out += fmt.Sprintf("Go %s: %d pairs on %d processors, load %s before and %s after.\n", each.Go, each.Pairs, each.Processors,
			each.Load, each.LoadAfter)
	}
	out += "\n" + ratiosOf(all) + "\nIn full:\n\n" + headOf("go test", "leakgate test")
	for i := range all[0].Rows {
		for _, each := range all {
			if i < len(each.Rows) {
				out += each.Rows[i].lines(each.Go)
			}
		}
	}
	return out
}

// addResults appends to a file of JSON values.
func addResults(path string, all measured) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(file).Encode(all), file.Close())
}

func readResults(path string) (all []measured, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	for decoder := json.NewDecoder(file); ; {
		var one measured
		if err := decoder.Decode(&one); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, one)
	}
}

// The table of a page stands between these lines.
const (
	tableBegin = "<!-- script/bench wall --page -->\n"
	tableEnd   = "<!-- end of the table -->\n"
)

func withTable(page, table string) (string, error) {
	before, rest, begun := strings.Cut(page, tableBegin)
	_, after, ended := strings.Cut(rest, tableEnd)
	if !begun || !ended {
		return "", fmt.Errorf("no place for the table, want the lines %q and %q", tableBegin, tableEnd)
	}
	return before + tableBegin + table + tableEnd + after, nil
}

func writePage(path, results string) error {
	all, err := readResults(results)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: nothing was measured", results)
	}
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	page, err := withTable(string(text), tableOf(all))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(page), 0o644)
}
