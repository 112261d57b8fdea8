package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

type place struct {
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

type finding struct {
	Tier        string `json:"tier"`
	Disposition string `json:"disposition"`
	Package     string `json:"package"`
	Test        string `json:"test"`
	State       string `json:"state"`
	Count       int    `json:"count"`
	Started     place  `json:"started"`
	Blocked     place  `json:"blocked"`
	Leakers     []struct {
		Test  string `json:"test"`
		Count int    `json:"count"`
	} `json:"leakers"`
}

type result struct {
	Outcome  string    `json:"outcome"`
	Findings []finding `json:"findings"`
	Packages []struct {
		ImportPath string `json:"import_path"`
		Judged     bool   `json:"judged"`
		Note       string `json:"note"`
	} `json:"packages"`
}

// gate runs leakgate on one part of the module and reads what it reports.
func gate(c config, dir, pattern string) (result, error) {
	var r result
	file := filepath.Join(dir, "result.json")
	os.Remove(file)
	cmd := exec.Command(c.leakgate, "test", "--no-cache", "--proof="+c.proof, "--report", "json="+file,
		"-vet=off", "-timeout=5m", "-parallel=16", pattern)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return r, err
	}
	bytes, err := os.ReadFile(file)
	if err != nil {
		return r, fmt.Errorf("%v\n%s", err, out)
	}
	return r, json.Unmarshal(bytes, &r)
}

// score counts over all rounds.
type score struct {
	programs []program
	byFile   map[string][]program
	owners   map[string]owners
	rounds   int
	leaked   map[string]int // program → rounds in which it did leak, says the oracle
	hits     map[string]int // and was found, in any tier
	proven   map[string]int

	named, right int      // findings that could be checked, and those that named the right test
	wrong        []string // another test was named
	nameless     []string // no test was named
	falseAlarms  map[string][]string
	unjudged     map[string]string
}

func newScore(programs []program) (*score, error) {
	s := &score{
		programs: programs, byFile: map[string][]program{}, owners: map[string]owners{}, leaked: map[string]int{}, hits: map[string]int{},
		proven: map[string]int{}, falseAlarms: map[string][]string{}, unjudged: map[string]string{},
	}
	for _, p := range programs {
		s.byFile[p.file] = append(s.byFile[p.file], p)
		var err error
		if s.owners[p.file], err = readOwners(p.source); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// add takes one part of a round into account.
func (s *score) add(r result, dir, pattern string) {
	apart := pattern == "./apart/..."
	if apart {
		s.rounds++
	}
	found, proven := map[string]bool{}, map[string]bool{}
	for _, f := range r.Findings {
		if f.Disposition != "reported" {
			continue
		}
		p, ok := s.programOf(f)
		if !ok {
			s.falseAlarms[f.Tier] = append(s.falseAlarms[f.Tier], describe(f))
			continue
		}
		if p.noProof && f.Tier == "proven" {
			s.falseAlarms["proven"] = append(s.falseAlarms["proven"], describe(f))
		}
		s.checkName(p, f)
		if apart {
			found[p.name] = true
			proven[p.name] = proven[p.name] || f.Tier == "proven"
		}
	}
	for _, p := range s.programs {
		mark := filepath.Join(dir, folderOf(p), "leaked")
		if !apart || os.Remove(mark) != nil {
			continue
		}
		s.leaked[p.name]++
		if found[p.name] {
			s.hits[p.name]++
		}
		if proven[p.name] {
			s.proven[p.name]++
		}
	}
	for _, p := range r.Packages {
		if !p.Judged {
			s.unjudged[p.ImportPath] = p.Note
		}
	}
}

// programOf finds the program by the line that blocks, or else the one that started it.
func (s *score) programOf(f finding) (program, bool) {
	for _, at := range []place{f.Blocked, f.Started} {
		for _, p := range s.byFile[filepath.Base(at.File)] {
			if s.owners[p.file].owns(p.name, at.Line) {
				return p, true
			}
		}
	}
	return program{}, false
}

func (s *score) checkName(p program, f finding) {
	s.named++
	switch {
	case f.Test == "Test"+p.name && len(f.Leakers) == 1:
		s.right++
	case f.Test == "":
		s.nameless = append(s.nameless, describe(f))
	default:
		s.wrong = append(s.wrong, describe(f))
	}
}

func describe(f finding) string {
	return fmt.Sprintf("%s [%s] test=%q %s started %s:%d blocked %s:%d", f.Package, f.State, f.Test,
		f.Tier, f.Started.File, f.Started.Line, f.Blocked.File, f.Blocked.Line)
}

func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(whole))
}

func (s *score) row(title string, hits map[string]int, goker bool, falseAlarms int) {
	programs, leaked, leakedEver, found, foundEver := 0, 0, 0, 0, 0
	for _, p := range s.programs {
		if p.goker != goker || p.noProof {
			continue
		}
		programs++
		leaked += s.leaked[p.name]
		found += hits[p.name]
		if s.leaked[p.name] > 0 {
			leakedEver++
		}
		if hits[p.name] > 0 {
			foundEver++
		}
	}
	fmt.Printf("%-22s %9d %14d/%d %15s %14d/%d %13d\n", title, programs, leaked, programs*s.rounds,
		percent(found, leaked), foundEver, leakedEver, falseAlarms)
}

func (s *score) print(version string, c config) {
	lingering := len(s.falseAlarms["lingering"])
	proven := len(s.falseAlarms["proven"])
	fmt.Printf("\n%s, --proof=%s, %d runs\n", version, c.proof, s.rounds)
	fmt.Printf("%-22s %9s %17s %15s %17s %13s\n", "", "programs", "leaked in runs", "of these found",
		"found in any run", "false alarms")
	if len(s.proven) > 0 { // else this Go has no proof
		s.row("GoKer, proven", s.proven, true, proven)
	}
	s.row("GoKer, any tier", s.hits, true, proven+lingering)
	if len(s.proven) > 0 {
		s.row("simple ones, proven", s.proven, false, proven)
	}
	s.row("simple ones, any tier", s.hits, false, proven+lingering)
	fmt.Printf("right test named: %d of %d findings (%s), programs alone and all together; wrong test: %d, no test: %d\n",
		s.right, s.named, percent(s.right, s.named), len(s.wrong), len(s.nameless))
	for _, p := range s.programs {
		if (s.hits[p.name] < s.leaked[p.name] || s.leaked[p.name] == 0) && !p.noProof {
			fmt.Printf("  %-20s leaked in %d of %d runs, found in %d\n", p.name, s.leaked[p.name], s.rounds,
				s.hits[p.name])
		}
	}
	list("wrong test", s.wrong)
	list("no test", s.nameless)
	for tier, alarms := range s.falseAlarms {
		list("false alarm ("+tier+")", alarms)
	}
	for path, note := range s.unjudged {
		fmt.Printf("  not judged: %s: %s\n", path, note)
	}
}

func list(title string, lines []string) {
	seen := map[string]int{}
	for _, line := range lines {
		seen[line]++
	}
	for line, n := range seen {
		fmt.Printf("  %s, %d times: %s\n", title, n, line)
	}
}
