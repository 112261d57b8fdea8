package probe

import (
	"fmt"
	"strings"
	"testing"
)

func (o *outcome) heapRounds() (bytes, objects []float64) {
	for number := 1; len(o.sections[fmt.Sprintf("round.%d.memory", number)]) == 1; number++ {
		fields := o.fields(fmt.Sprintf("round.%d.memory", number), 0)
		bytes = append(bytes, fields["heap_bytes"].(float64))
		objects = append(objects, fields["heap_objects"].(float64))
	}
	return bytes, objects
}

func TestEachRoundTellsWhatIsAlive(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "heap", options: "heap=1\nsample_ms=0", arguments: []string{"-count=6", "-run=Grows|Environment"}})
	bytes, objects := o.heapRounds()
	o.equal("rounds", len(bytes), 6)
	for i := 3; i < len(bytes); i++ {
		if grown := objects[i] - objects[i-1]; grown < 995 || grown > 1010 { // some are the runtime's own
			t.Errorf("round %d: %v objects", i+1, grown)
		}
		if grown := bytes[i] - bytes[i-1]; grown < 995*4096 || grown > 1100*4096 {
			t.Errorf("round %d: %v bytes", i+1, grown)
		}
	}
	o.equal("profiles", len(o.sections["round.1.heap"]), 0)
}

func TestRoundsEndWithTheFirstThatDoesNotGrow(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "heap", options: "heap=1", arguments: []string{"-count=6", "-run=WarmsUp"}})
	bytes, _ := o.heapRounds()
	o.equal("rounds", len(bytes), 3)
	o = pass(t, request{fixture: "heap", options: "heap=1\nheap_bytes=5000000\nheap_objects=900", arguments: []string{"-count=6", "-run=Grows"}})
	bytes, _ = o.heapRounds()
	o.equal("rounds that grow by enough objects", len(bytes), 6)
	o = pass(t, request{fixture: "heap", options: "heap=1\nheap_bytes=5000000\nheap_objects=2000", arguments: []string{"-count=6", "-run=Grows"}})
	bytes, _ = o.heapRounds()
	o.equal("rounds below both floors", len(bytes), 3)
}

func TestStoppedTimersAreNotAlive(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "heap", options: "heap=1\nheap_bytes=0\nsample_ms=0", env: []string{"GOMAXPROCS=16"}, arguments: []string{"-count=6", "-run=StopsTimers"}})
	bytes, objects := o.heapRounds()
	o.equal("rounds", len(bytes), 6)
	for i := 1; i < len(bytes); i++ {
		if grown := objects[i] - objects[i-1]; grown > 500 { // each processor had 2,000 and more
			t.Errorf("round %d: %v objects of %v", i+1, grown, objects)
		}
	}
}

func TestSitesAreExact(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "heap", options: "heap=2", arguments: []string{"-count=6", "-run=Grows|Environment"}})
	for round := 1; round <= 6; round++ {
		name := fmt.Sprintf("round.%d.heap", round)
		o.equal(name, len(o.sections[name]), 1)
		o.equal("keep in "+name, o.profileHas(name, "fixture/heap.keep"), true)
	}
	o = pass(t, request{fixture: "heap", options: "heap=2", arguments: []string{"-count=6", "-run=Environment"}})
	o.equal("what is alive at the end, though nothing grew", len(o.sections["after.heap"]), 1)
}

func TestProfilesAreTakenWhereTheyTellSomething(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "heap", arguments: []string{"-run=Grows|Environment"}})
	o.equal("site of what was there before", o.profileHas("before.heap", "fixture/heap.init"), true)
	o.equal("site of what grew, before", o.profileHas("before.heap", "fixture/heap.keep"), false)
	o.equal("site of what grew", o.profileHas("after.heap", "fixture/heap.keep"), true)
	o.equal("goroutines before", len(o.sections["before.profile"]), 0)
	o = pass(t, request{fixture: "heap", arguments: []string{"-run=Environment", "-count=3"}})
	o.equal("goroutines before rounds", o.profileHas("before.profile", "testing.(*M).Run"), true)
	o.equal("goroutines after rounds", len(o.sections["after.profile"]), 1)
	o.equal("heap", len(o.sections["after.heap"]), 0)
}

func TestWithoutTheOptionNothingIsMeasured(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "heap", arguments: []string{"-count=3", "-run=WarmsUp"}})
	bytes, _ := o.heapRounds()
	o.equal("rounds measured", len(bytes), 0)
	o.equal("rounds", len(o.sections["round"]), 3)
}

// Under `leakgate run` the probe remembers tests. Their memory must be that of `leakgate test`.
func TestWhatIsRememberedOfTestsIsNotTheirMemory(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "retained"})
	without := o.fields("after.memory", 0)
	for key, most := range map[string]float64{"heap_alloc_bytes": 64 << 10, "heap_objects": 300} {
		if more := without[key].(float64) - o.fields("before.memory", 0)[key].(float64); more > most {
			t.Errorf("%s: %v more after 3,000 subtests", key, more)
		}
	}
	plain := pass(t, request{fixture: "retained", options: "plain"})
	with := plain.fields("after.memory", 0)
	for key, most := range map[string]float64{"heap_alloc_bytes": 64 << 10, "heap_objects": 300} {
		if more := with[key].(float64) - without[key].(float64); more > most {
			t.Errorf("%s: %v with plain, %v without", key, with[key], without[key])
		}
	}
	lines := strings.Split(strings.TrimSpace(string(plain.sections["tests"][0])), "\n")
	plain.equal("tests", len(lines), 3001)
	for _, line := range lines {
		if !strings.HasPrefix(line, "pass ") || !strings.Contains(line, " TestMany") {
			t.Fatalf("got %q", line)
		}
	}
}

// While the gate settles it has many short waits of its own.
func TestWaitsAreThoseOfTheTests(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "waits", env: []string{"GOMAXPROCS=2"}})
	if wait := o.fields("after.memory", 0)["sched_latency_p99_ns"].(float64); wait < 1e6 {
		t.Errorf("99 of 100 waits of 30 goroutines on 2 processors below %v ns", wait)
	}
}
