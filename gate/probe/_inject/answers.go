package testing

import (
	"slices"
	"strings"
)

// Tests that run again to be confirmed need a third round only where two have not shown what they leave. Where each of these
// has left as many goroutines at the same places, all are still there, and none waits for time alone, another round would add
// the same again.

// leakgateAnswerRounds is how many rounds can be enough.
const leakgateAnswerRounds = 2

type leakgateAnswers struct {
	tests    map[string]*leakgateAnswer // by name, top-level ones
	first    map[int64]*leakgateAnswer  // by id: what the first round has left
	nameless bool                       // some of what came is nobody's: it may be anybody's
	leftOut  []string                   // tests that no later round runs
	userSkip string                     // -test.skip, while another value stands there
	changed  bool
}

// leakgateAnswer is what the first two rounds have left of one test.
type leakgateAnswer struct {
	places [leakgateAnswerRounds]map[uint64]int // what they do, as in leakgateGoroutine.view
	open   bool                                 // some may still end, or have ended
}

// came takes in what a round has left.
func (a *leakgateAnswers) came(round int, g leakgateGoroutine, test string) {
	if round > leakgateAnswerRounds {
		return
	}
	test, _, _ = strings.Cut(test, "/")
	if a.nameless = a.nameless || test == ""; a.nameless {
		return
	}
	if a.tests == nil {
		a.tests, a.first = map[string]*leakgateAnswer{}, map[int64]*leakgateAnswer{}
	}
	answer := a.tests[test]
	if answer == nil {
		answer = &leakgateAnswer{}
		for i := range answer.places {
			answer.places[i] = map[uint64]int{}
		}
		a.tests[test] = answer
	}
	answer.places[round-1][g.view()]++
	answer.open = answer.open || !g.parked()
	if round == 1 {
		a.first[g.id] = answer
	}
}

// parked tells that something other than time has to wake the goroutine.
func (g leakgateGoroutine) parked() bool {
	return !g.busy() && string(g.plainState()) != "sleep" && string(g.plainState()) != "syscall"
}

// known lists the tests whose answer is there, at the end of the last round that it can take; dump is of that moment.
func (a *leakgateAnswers) known(dump []byte) []string {
	if a.nameless {
		return nil
	}
	var tests []string
	leakgateEachGoroutine(dump, func(g leakgateGoroutine) {
		if answer := a.first[g.id]; answer != nil && answer.places[0][g.view()] > 0 {
			delete(a.first, g.id) // it stays
		}
	})
	for _, answer := range a.first {
		answer.open = true
	}
	for name, answer := range a.tests {
		if !answer.open && leakgateSameCounts(answer.places[0], answer.places[1]) {
			tests = append(tests, name)
		}
	}
	slices.Sort(tests)
	return tests
}

func leakgateSameCounts(a, b map[uint64]int) bool {
	for key, count := range a {
		if b[key] != count {
			return false
		}
	}
	return len(a) == len(b)
}

// answerRound is called at the end of each round: the ones that come leave out the tests that have their answer, and where
// all have it none comes.
func (p *leakgateProbe) answerRound(dump []byte) {
	if !p.options.known || len(cpuList) != 1 || leakgateRounds() <= leakgateAnswerRounds || numFailed.Load() > 0 {
		return
	}
	if p.roundNumber == leakgateAnswerRounds && dump != nil {
		p.answers.leftOut = p.answers.known(dump)
		if ran, known := p.tests.count(); known && int64(len(p.answers.leftOut)) == ran {
			*count = leakgateAnswerRounds // the loop of package testing ends here
			return
		}
	}
	p.answers.leaveOut()
}

// leaveOut has package testing skip these tests in the round that comes: it reads -test.skip once for each.
func (a *leakgateAnswers) leaveOut() {
	if len(a.leftOut) == 0 {
		return
	}
	a.userSkip, a.changed = *skip, true
	if *skip != "" {
		*skip += "|"
	}
	*skip += "^(" + strings.Join(a.leftOut, "|") + ")$"
}

// putBack is called when a round has begun, and its choice is made: tests see what they were given.
func (a *leakgateAnswers) putBack() {
	if a.changed {
		*skip, a.changed = a.userSkip, false
	}
}
