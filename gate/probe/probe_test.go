package probe

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestCleanPackageHasNothingNew(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "clean"})
	head := o.fields("head", 0)
	for field, want := range map[string]any{
		"format": 1.0, "package": "fixture/clean", "go": theToolchain.version, "run": "test", "labels": "test.name",
		"ancestors": 10.0, "ancestors_off_reason": "", "unseen": "",
		"options": "ancestors=10 limit=10000 proof=auto rounds=64 sample_ms=100 settle_ms=2000",
	} {
		o.equal(field, head[field], want)
	}
	o.equal("settled", o.after("settled"), true)
	if ms := o.after("settle_ms").(float64); ms > 1000 { // a busy machine may still be ending the test
		t.Errorf("settled for %v ms", ms)
	}
	o.equal("exit_code", o.after("exit_code"), 0.0)
	o.equal("dump_complete", o.after("dump_complete"), true)
	o.equal("new goroutines", len(o.newGoroutines()), 0)
	o.equal("rounds", len(o.sections["round"]), 0)
	o.equal("samples", len(o.sections["sample"]), 0)
	for _, section := range []string{"before.dump", "after.dump", "before.memory", "after.memory", "finalizer"} {
		o.equal(section, len(o.sections[section]), 1)
	}
	for _, section := range []string{"before.profile", "after.profile", "before.heap", "after.heap"} {
		o.equal(section, len(o.sections[section]), 0)
	}
	o.equal("files", len(o.leftovers(".snapshot")), 0)
	if !strings.HasSuffix(o.output, "PASS\n\x01leakgate = 0 test\n\x01leakgate "+o.marker+"\n"+lastLine(o.output)) {
		t.Errorf("the marker is not the last act: %q", o.output)
	}
}

func lastLine(text string) string {
	return text[strings.LastIndex(strings.TrimSuffix(text, "\n"), "\n")+1:]
}

func TestWithoutTheVariableNothingHappens(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "parallel", unprobed: true})
	o.equal("exit code", o.exitCode, 0)
	o.equal("marker", o.marker, "")
	o.equal("files", len(o.leftovers("-")), 0)
}

func TestLeaksCarryTheirTest(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "parallel"})
	for _, name := range []string{
		"TestParallel/sub_a", "TestParallel/b/c", "TestKeepsInheritedLabels/inner", "FuzzSeed/seed#0", "Example_leaks",
		"test.name", "mine", "kept",
	} {
		o.equal(name+" in the profile", o.profileHas("after.profile", name), true)
	}
	var headers []string
	for _, block := range o.newGoroutines() {
		if !strings.Contains(block, "[originating from goroutine 1]:") {
			t.Errorf("no ancestors in\n%s", block)
		}
		header, _, _ := strings.Cut(block, "\n")
		_, header, _ = strings.Cut(strings.NewReplacer(` (leaked)`, "", `"`, "", "labels:", "", "}]:", "", "}:", "").Replace(header), "{")
		headers = append(headers, header)
	}
	slices.Sort(headers)
	want := []string{
		"mine: kept, test.name: TestKeepsInheritedLabels/inner",
		"test.name: FuzzSeed/seed#0",
		"test.name: TestParallel/b/c",
		"test.name: TestParallel/sub_a",
		"test.name: TestReplacesLabels, mine: only",
	}
	if minor() < 26 {
		// No labels in dumps: those that stand there come from the ids of the ancestors, and the goroutine of an example is
		// the one of all examples.
		want = []string{
			"",
			"test.name: FuzzSeed/seed#0", "test.name: TestKeepsInheritedLabels/inner", "test.name: TestParallel/b/c",
			"test.name: TestParallel/sub_a", "test.name: TestReplacesLabels",
		}
	} else {
		want = slices.Insert(want, 1, "test.name: Example_leaks")
	}
	if !slices.Equal(headers, want) {
		t.Errorf("labels:\n%q, want\n%q", headers, want)
	}
}

func TestAncestorsStandAtTheirCalls(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("testdata/fixtures/lines/lines_test.go")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Split(string(source), "\n")
	o := pass(t, request{fixture: "lines", options: "settle_ms=10"})
	var chains []string
	for _, block := range o.newGoroutines() {
		_, ancestors, _ := strings.Cut(block, "[originating from")
		var chain []string
		for _, place := range regexp.MustCompile(`lines_test\.go:(\d+)`).FindAllStringSubmatch(ancestors, -1) {
			number, _ := strconv.Atoi(place[1])
			_, comment, _ := strings.Cut(text[number-1], "// ")
			chain = append(chain, comment)
		}
		chains = append(chains, strings.Join(chain, " < "))
	}
	slices.Sort(chains)
	want := []string{
		"go < called < start < int", "go < called < start < string", "go < called < wrapper < one",
		"go < called < wrapper < two", "go < closure < closure called", "go < test",
	}
	if !slices.Equal(chains, want) {
		t.Errorf("got %q, want %q", chains, want)
	}
}

func TestProofMarksLeaksAndEndsTheWaiting(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "parallel"})
	proven := strings.Count(o.text("after.dump"), " (leaked)")
	if minor() < 27 {
		o.equal("proof", o.after("proof"), false)
		o.equal("reason", o.after("proof_off_reason"), "this Go has no goroutine leak profile")
		o.equal("proven", proven, 0)
		return
	}
	o.equal("proof", o.after("proof"), true)
	o.equal("proven", proven, 6)
	if waited := o.after("settle_ms").(float64); waited > 1000 {
		t.Errorf("waited %v ms for what is proven dead", waited)
	}
	o = pass(t, request{fixture: "parallel", options: "proof=off\nsettle_ms=50"})
	o.equal("proof off", o.after("proof"), false)
	o.equal("reason", o.after("proof_off_reason"), "switched off")
	o.equal("proven when off", strings.Count(o.text("after.dump"), " (leaked)"), 0)
}

func TestAncestorsHaveASwitch(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "parallel", options: "ancestors=0\nsettle_ms=10"})
	o.equal("ancestors", o.fields("head", 0)["ancestors"], 0.0)
	o.equal("reason", o.fields("head", 0)["ancestors_off_reason"], "switched off")
	o.equal("blocks", strings.Contains(o.text("after.dump"), "originating"), false)
}

func TestTeardownOfTestMainIsWaitedFor(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "teardown"})
	blocks := o.newGoroutines()
	o.equal("left", len(blocks), 1)
	o.equal("its creator", strings.Contains(blocks[0], "created by fixture/teardown.TestMain"), true)
	o.equal("goroutines before", o.fields("before.state", 0)["goroutines"], 3.0)
}

func TestExitInsideATestIsSeenAndNotWaitedFor(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "exits"}).load()
	o.equal("exit code of go test", o.exitCode, 1)
	if _, known := o.fields("after.state", 0)["exit_code"]; known {
		t.Error("exit_code claims 0")
	}
	o.equal("running", len(o.after("running").([]any)), 1)
	o.equal("running[0]", o.after("running").([]any)[0], "TestExits")
	if waited := o.after("settle_ms").(float64); waited > 1000 {
		t.Errorf("waited %v ms", waited)
	}
}

func TestHelperProcessesAreNotProbed(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "helper"})
	o.equal("markers", strings.Count(o.output, "\x01"), 2)
	o.equal("other files", len(o.leftovers(".snapshot")), 0)
	o.equal("snapshots", len(o.leftovers("-")), 1)
}

func TestEnvironmentOfTheTestsIsUntouched(t *testing.T) {
	t.Parallel()
	pass(t, request{fixture: "environment"})
}

func TestNoFrameIsAdded(t *testing.T) {
	t.Parallel()
	pass(t, request{fixture: "callers"})
}

func TestBubbleKeepsItsClockAndTheSamplerComesBack(t *testing.T) {
	t.Parallel()
	if minor() < 25 {
		t.Skip("testing/synctest came with Go 1.25")
	}
	o := pass(t, request{fixture: "bubble", options: "sample_ms=20"})
	if got := len(o.sections["sample"]); got < 3 {
		t.Errorf("%d samples in 350 ms", got)
	}
}

func TestAllocationsAreNotChanged(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "allocs", options: "sample_ms=5", arguments: []string{"-bench=Go", "-benchmem"}})
	if !strings.Contains(o.output, "0 B/op") {
		t.Errorf("a go statement allocates in a benchmark:\n%s", o.output)
	}
}

func TestHandWrittenChecksSeeNothing(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "counts", options: "sample_ms=5"})
	if len(o.sections["sample"]) < 20 {
		t.Errorf("%d samples", len(o.sections["sample"]))
	}
}

func TestReadersOfDumpsGetNoAncestors(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "parser", options: "settle_ms=10"})
	o.equal("ancestors", o.fields("head", 0)["ancestors"], 0.0)
	o.equal("reason", o.fields("head", 0)["ancestors_off_reason"], "the tests link go.uber.org/goleak, which reads stack dumps")
	o.equal("label", o.profileHas("after.profile", "TestUsesGoleak"), true)
}

// The search for them looks at each b behind a u.
func TestEachReaderOfDumpsIsFoundByItsFirstB(t *testing.T) {
	source, err := os.ReadFile("_inject/tracebacks.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(source), "var leakgateParsers = []string{")
	list, _, _ := strings.Cut(rest, "\n}")
	names := regexp.MustCompile(`"(.+)"`).FindAllStringSubmatch(list, -1)
	if len(names) == 0 {
		t.Fatal("no names")
	}
	for _, name := range names {
		if before, _, found := strings.Cut(name[1], "b"); !found || !strings.HasSuffix(before, "u") {
			t.Errorf("%q: the first b has no u before it", name[1])
		}
	}
}

// The C++ reader is checked against the same lines.
func TestHeaderLines(t *testing.T) {
	t.Parallel()
	pass(t, request{fixture: "headers", options: "settle_ms=10"})
}

func TestLateGoroutineIsWaitedFor(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "late"})
	o.equal("settled", o.after("settled"), true)
	if waited := o.after("settle_ms").(float64); waited < 100 {
		t.Errorf("waited only %v ms", waited)
	}
	o.equal("new goroutines", len(o.newGoroutines()), 0)
	o = pass(t, request{fixture: "late", options: "settle_ms=20"})
	o.equal("settled within 20 ms", o.after("settled"), false)
	o.equal("new goroutines after 20 ms", len(o.newGoroutines()), 1)
}

func TestGoroutineStoppedByAFinalizerIsNoLeak(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "finalizer"})
	o.equal("settled", o.after("settled"), true)
	if _, ran := o.fields("finalizer", 0)["finalizer_wait_ns"]; !ran {
		t.Error("the sentinel did not run")
	}
}

func TestFiftyThousandEndInSeconds(t *testing.T) {
	t.Parallel()
	start := time.Now()
	o := pass(t, request{fixture: "many"})
	if took := time.Since(start); took > 60*time.Second {
		t.Errorf("took %v", took)
	}
	o.equal("goroutines", o.after("goroutines"), 50001.0)
	o.equal("dumps", len(o.sections["after.dump"]), 0)
	o.equal("label", o.profileHas("after.profile", "TestMany"), true)
}

func TestBlockedTimerCallbackIsSeen(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "afterfunc", options: "settle_ms=100"})
	blocks := o.newGoroutines()
	o.equal("left", len(blocks), 1)
	o.equal("function", strings.Contains(blocks[0], "fixture/afterfunc.TestBlockedCallback.func1("), true)
}

func TestBusyLoopIsSeen(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "busy", arguments: []string{"-run=TestBusy"}, options: "settle_ms=100"})
	o.equal("settled", o.after("settled"), false)
	o.equal("left", len(o.newGoroutines()), 1)
}

func TestWhatWaitsForTheRuntimeIsBusy(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "busy", arguments: []string{"-run=TestWaits"}, options: "settle_ms=500\nproof=off"})
	o.equal("left", len(o.newGoroutines()), 2)
	o.equal("seen moving", len(o.fields("looks", 0)["ids"].([]any)), 0)
}

func TestEachRoundIsRecorded(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "rounds", arguments: []string{"-count=3"}, options: "settle_ms=30"})
	for i := range 3 {
		o.equal("number", o.fields("round", i)["number"], float64(i+1))
		o.equal("goroutines", o.fields("round", i)["goroutines"], float64(i+2))
	}
	o.equal("profile of round 3", o.profileHas("round.3.profile", "TestRound"), true)
	o = pass(t, request{fixture: "rounds", arguments: []string{"-count=3"}, options: "settle_ms=30\nrounds=2"})
	o.equal("at most two", len(o.sections["round"]), 2)
	o = pass(t, request{fixture: "rounds", arguments: []string{"-cpu=1,2"}, options: "settle_ms=30"})
	o.equal("one for each -cpu", len(o.sections["round"]), 2)
}

func TestRoundsNameWhatTheyLeftAndWhatHasEnded(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "rounds", arguments: []string{"-count=3"}, options: "settle_ms=30"})
	for i := range 3 {
		dump := o.text("round." + strconv.Itoa(i+1) + ".dump")
		o.equal("came in this round", strings.Count(dump, "goroutine ")-strings.Count(dump, "in goroutine "), 1)
		o.equal("its test", strings.Contains(dump, `"test.name": "TestRound"`) ||
			strings.Contains(dump, "test.name: TestRound"), true)
		o.equal("dump", o.fields("round", i)["dump"], true)
	}
	o = pass(t, request{fixture: "moving", arguments: []string{"-run=TestEnds", "-count=6"}, options: "settle_ms=900"})
	var ended int
	for i := range 6 {
		ended += len(o.fields("round", i)["ended"].([]any))
	}
	if ended == 0 {
		t.Error("goroutines that end after 400 ms are never among the ended ones of six rounds of 100 ms")
	}
}

func TestWhatTwoRoundsHaveShownIsLeftOutOfTheThird(t *testing.T) {
	t.Parallel()
	asked := request{fixture: "answers", arguments: []string{"-count=4", "-skip=TestNothing"}, options: "settle_ms=400\nproof=off\nknown=1"}
	o := pass(t, asked)
	for test, times := range map[string]int{
		"TestLeaks": 2, "TestLeaks/sub": 2, "TestLeaksToo": 2, "TestOnce": 4, "TestSleeps": 4, "TestElsewhere": 4, "TestReplaces": 4, "TestSeesItsFlags": 4,
	} {
		o.equal(test, strings.Count(o.output, "=== RUN   "+test+"\n"), times)
	}
	o.equal("rounds", len(o.sections["round"]), 4)
	o.equal("left out", o.after("left_out"), nil)
	asked.arguments = append(asked.arguments, "-run=TestLeaks")
	o = pass(t, asked)
	o.equal("rounds where all is known", len(o.sections["round"]), 2)
	asked.options = "settle_ms=400\nproof=off"
	o = pass(t, asked)
	o.equal("rounds where nobody asked", len(o.sections["round"]), 4)
}

func TestWhatMovesIsSeenAtItsPlaces(t *testing.T) {
	t.Parallel()
	var o *outcome
	var looks map[string]any
	// A busy machine takes fewer looks in the same time, too few to meet both places.
	for settle := 1500; settle <= 24000; settle *= 4 {
		o = pass(t, request{fixture: "moving", options: fmt.Sprintf("settle_ms=%d\nproof=off", settle)})
		if looks = o.fields("looks", 0); looks["taken"].(float64) >= 15 {
			break
		}
	}
	if taken := looks["taken"].(float64); taken < 15 {
		t.Errorf("only %v looks", taken)
	}
	dump := o.text("looks.dump")
	for _, want := range []string{"[select", "[sleep", "moving.TestMoving.func1", "time.Sleep("} {
		o.equal(want, strings.Contains(dump, want), true)
	}
	o.equal("the one that stays", strings.Contains(dump, "TestParked"), false)
	blocks := strings.Count(dump, "\n\n")
	for _, list := range []string{"ids", "times", "first_ms", "last_ms"} {
		o.equal(list, len(looks[list].([]any)), blocks)
	}
}

func TestOneLookIsNotEnough(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "moving", options: "settle_ms=0\nproof=off"})
	if taken := o.fields("looks", 0)["taken"].(float64); taken < 3 {
		t.Errorf("only %v looks", taken)
	}
}

func TestLingerWaitsForWhatEndsByItself(t *testing.T) {
	t.Parallel()
	late := request{fixture: "endslate", arguments: []string{"-count=3"}, options: "settle_ms=300\nproof=off\nlinger_ms=20000"}
	begin := time.Now()
	o := pass(t, late)
	// Those of round 1 and 2 have ended, that of round 3 may not have.
	if left := len(o.newGoroutines()); left > 2 {
		t.Errorf("%d left", left)
	}
	late.env, late.arguments = []string{"STAYS=1"}, []string{"-count=3", "-run=TestStays"}
	middle := time.Now()
	o = pass(t, late)
	o.equal("left", len(o.newGoroutines()), 3)
	if first, second := middle.Sub(begin), time.Since(middle); second > first+3*time.Second {
		t.Errorf("%v where nothing can end, %v where something does", second, first)
	}
}

func TestLingerLeavesOutTimersOfNobody(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "endslate", options: "settle_ms=300\nlinger_ms=20000",
		env: []string{"STAYS=1", "GOMAXPROCS=16"}, arguments: []string{"-count=3", "-run=TestStopsTimers"}})
	o.equal("left", len(o.newGoroutines()), 3)
	after := o.fields("after.state", 0)
	if lingered := after["linger_ms"].(float64); lingered > 1000 {
		t.Errorf("lingered %v ms for %v", lingered, after["linger_for"])
	}
}

func TestAwaitLivesUntilATimerHasFired(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "awaits", options: "settle_ms=30"})
	o.equal("left", len(o.newGoroutines()), 0)
	o = pass(t, request{fixture: "awaits", options: "settle_ms=30\nawait_ms=20000"})
	o.equal("left with await", len(o.newGoroutines()), 1)
}

func TestRunCalledTwiceIsOneProcess(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "twice", options: "settle_ms=30"})
	o.equal("left", len(o.newGoroutines()), 2)
	o.equal("markers", strings.Count(o.output, "\x01"), 2)
}

func TestMainWithoutRunLeavesNothing(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "nomain"})
	o.equal("exit code", o.exitCode, 0)
	o.equal("marker", o.marker, "")
	o.equal("files", len(o.leftovers("-")), 0)
}

func TestSecondRunIsCachedAndReplaysTheMarker(t *testing.T) {
	t.Parallel()
	folder, cache := t.TempDir(), "GOFLAGS="
	first := run(t, request{fixture: "clean", cached: true, folder: folder, env: []string{cache}, arguments: []string{"-timeout=9m"}})
	again := run(t, request{fixture: "clean", cached: true, arguments: []string{"-timeout=9m"}, env: []string{cache}})
	again.equal("cached", strings.Contains(again.output, "(cached)"), true)
	again.equal("marker", again.marker, first.marker)
	again.equal("new files", len(again.leftovers("-")), 0)
}

func TestUnwritableFolderIsSaidAndHarmsNothing(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "clean", folder: filepath.Join(t.TempDir(), "missing")})
	o.equal("exit code", o.exitCode, 0)
	o.equal("marker", strings.HasPrefix(o.marker, "! "+o.folder+"/test/"), true)
	o.equal("reason", strings.HasSuffix(o.marker, `.part: cannot write, got "no such file or directory"`), true)
}

func TestFullDiskIsSaidAndLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder).Run(); err != nil {
		t.Skip("cannot mount a small file system")
	}
	defer exec.Command("umount", folder).Run()
	o := run(t, request{fixture: "clean", folder: folder})
	o.equal("exit code", o.exitCode, 0)
	o.equal("reason", strings.HasSuffix(o.marker, `.part: cannot write, got "no space left on device"`), true)
	o.equal("files", len(o.leftovers("-")), 0)
}

func TestWrongOptionsAreSaid(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "clean", options: "limit=many"})
	o.equal("exit code", o.exitCode, 0)
	o.equal("marker", o.marker, `! LEAKGATE_PROBE: not a number, got "limit=many"`)
	o = run(t, request{fixture: "clean", options: "colour=red"})
	o.equal("marker", o.marker, `! LEAKGATE_PROBE: unknown option, got "colour=red"`)
}

func TestPanicOfATestLeavesASnapshot(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "panics"}).load()
	o.equal("exit code of go test", o.exitCode, 1)
	o.equal("running", fmt.Sprint(o.after("running")), "[TestPanics]")
	left := 0
	for _, block := range o.newGoroutines() {
		if strings.Contains(block, "created by fixture/panics.TestLeavesOneBehind") {
			left++
		}
	}
	o.equal("left by the test before", left, 1)
	o.equal("Go's dump is as it was", strings.Contains(o.output, "labels:"), false)
}

func TestCrashKeepsWhatWasTaken(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "slow", arguments: []string{"-run=Slow|Elsewhere"}, options: "sample_ms=50"})
	o.equal("exit code", o.exitCode, 1)
	o.equal("marker", o.marker, "")
	parts, _ := filepath.Glob(filepath.Join(o.folder, "test", "*.part"))
	if len(parts) != 1 {
		t.Fatalf("parts: %v", parts)
	}
	data, err := os.ReadFile(parts[0])
	if err != nil {
		t.Fatal(err)
	}
	o.parse(data)
	o.equal("before", len(o.sections["before.dump"]), 1)
	o.equal("end", len(o.sections["end"]), 0)
	if len(o.sections["sample"]) < 10 {
		t.Errorf("%d samples", len(o.sections["sample"]))
	}
}

func TestTimeOutDumpNamesTheTests(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "slow", arguments: []string{"-run=Hangs", "-timeout=1s"}})
	o.equal("time-out", strings.Contains(o.output, "panic: test timed out after 1s"), true)
	o.equal("ancestors", strings.Contains(o.output, "[originating from goroutine 1]:"), true)
	if minor() >= 26 && strings.Count(o.output, "TestHangs") < 5 {
		t.Errorf("no labels in\n%s", o.output)
	}
}

func TestDeadlockIsStillDetected(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "deadlock", arguments: []string{"-timeout=0"}})
	o.equal("found", strings.Contains(o.output, "all goroutines are asleep - deadlock!"), true)
}

func TestListAndFuzzWorkersLeaveNothing(t *testing.T) {
	t.Parallel()
	o := run(t, request{fixture: "parallel", arguments: []string{"-list=."}})
	o.equal("list: exit code", o.exitCode, 0)
	o.equal("list: marker", o.marker, "")
	o.equal("list: files", len(o.leftovers("-")), 0)
	o = pass(t, request{fixture: "parallel", options: "settle_ms=10", arguments: []string{"-run=^$", "-fuzz=FuzzFast", "-fuzztime=200x"}})
	o.equal("fuzz: markers", strings.Count(o.output, "\x01"), 2)
}

func TestNoMatchIsAnOrdinarySnapshot(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "clean", arguments: []string{"-run=NoSuchTest"}})
	o.equal("new goroutines", len(o.newGoroutines()), 0)
}

func TestRaceAndCoverBuilds(t *testing.T) {
	t.Parallel()
	for _, arguments := range [][]string{{"-race"}, {"-cover"}, {"-coverpkg=./...", "-coverprofile=" + filepath.Join(t.TempDir(), "c")}, {"-tags=x"}, {"-shuffle=on"}, {"-trimpath"}} {
		o := pass(t, request{fixture: "parallel", options: "settle_ms=20", arguments: arguments})
		o.equal(strings.Join(arguments, " "), len(o.newGoroutines()), 6)
	}
}

func TestOtherSystemsCompile(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"darwin", "windows", "freebsd"} {
		command := theToolchain.goCommand("testdata/fixtures", "vet", "-overlay="+theToolchain.overlay, "./clean")
		command.Env = append(command.Env, "GOOS="+system, "CGO_ENABLED=0")
		if output, err := command.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", system, err, output)
		}
	}
}

func TestWhatTestMainTurnsAwayIsCounted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		narrowed                         string
		arguments                        []string
		asked, left, subtests, ran, runs any
	}{
		{"", nil, nil, nil, nil, 3.0, 1.0},
		{"^TestOne$", nil, 3.0, 2.0, false, 1.0, 1.0},
		{"^TestOne$", []string{"-run=One"}, 2.0, 1.0, false, 1.0, 1.0},
		{"^TestOne$", []string{"-run=^TestOne$"}, nil, nil, nil, 1.0, 1.0},
		{"Nothing", []string{"-run", "Test", "-skip=Two"}, 1.0, 1.0, false, 0.0, 1.0},
		{"^TestOne$+", nil, 3.0, 2.0, false, 1.0, 2.0},
		{"./x", nil, 3.0, 0.0, true, 3.0, 1.0},
	} {
		o := pass(t, request{fixture: "narrowed", env: []string{"NARROWED=" + c.narrowed}, arguments: c.arguments})
		o.equal(c.narrowed+" asked", o.after("asked"), c.asked)
		o.equal(c.narrowed+" left_out", o.after("left_out"), c.left)
		o.equal(c.narrowed+" left_out_subtests", o.after("left_out_subtests"), c.subtests)
		o.equal(c.narrowed+" tests", o.after("tests"), c.ran)
		o.equal(c.narrowed+" m_runs", o.after("m_runs"), c.runs)
	}
}
