package testing

import (
	"runtime"
	"slices"
	"strconv"
)

// leakgateRoundSettle is the longest that one round may be held up, in nanoseconds; all of them together never longer
// than the settle option.
const leakgateRoundSettle = 100e6

// endRound is a Cleanup of the root test: once for each -count and -cpu round, after all parallel subtests.
// A single round is not recorded.
func (p *leakgateProbe) endRound() {
	if len(p.running()) > 0 {
		return // a test that runs package testing inside itself
	}
	p.roundNumber++
	if int64(p.roundNumber) > p.options.rounds || leakgateRounds() == 1 {
		return // the one round is the after-snapshot
	}
	p.recordRound()
	p.measureRound()
}

func (p *leakgateProbe) recordRound() {
	settled := p.settleRound()
	came, blocks := p.cameInRound(settled.dump)
	p.answerRound(settled.dump)
	var j leakgateJSON
	j.begin()
	j.number("number", int64(p.roundNumber))
	j.number("at_ms", p.nowMilliseconds())
	j.number("goroutines", int64(runtime.NumGoroutine()))
	j.boolean("dump", settled.dump != nil)
	j.numbers("ended", p.endedInRound(settled.dump))
	p.file.section("round", j.end())
	p.file.section("round."+strconv.Itoa(p.roundNumber)+".profile", leakgateProfile("goroutine"))
	if len(blocks) > 0 {
		p.file.section("round."+strconv.Itoa(p.roundNumber)+".dump", blocks)
	}
	p.rememberRound(settled, came)
}

// settleRound gives goroutines that are about to end the time to do so. What is left is not waited for again.
func (p *leakgateProbe) settleRound() leakgateSettled {
	settler := leakgateSettler{p: p, baseline: p.roundBaseline, limit: min(leakgateRoundSettle, p.roundBudget)}
	settled := settler.run()
	p.roundBudget -= min(settled.waited, p.roundBudget)
	return settled
}

// cameInRound lists the goroutines of a dump that no earlier round has left, and shows them without their ancestors: the
// label of the test in the header says what these would.
func (p *leakgateProbe) cameInRound(dump []byte) (came []int64, blocks []byte) {
	mender := leakgateMender{tests: p.tests.names()}
	leakgateEachBlock(dump, func(g leakgateGoroutine, block []byte) {
		if p.roundBaseline.ids[g.id] || !g.awaited() {
			return
		}
		came = append(came, g.id)
		header := g.block[:len(g.block)-len(g.frames)]
		test := mender.testOf(header, block[len(header):])
		p.answers.came(p.roundNumber, g, test)
		mender.header(header, test)
		mender.out = append(append(mender.out, g.frames...), "\n\n"...)
	})
	return came, mender.out
}

// endedInRound lists what earlier rounds have left and is not there any more.
func (p *leakgateProbe) endedInRound(dump []byte) (ended []int64) {
	if dump == nil || len(p.roundLeft) == 0 {
		return nil
	}
	there := make(map[int64]bool)
	leakgateEachGoroutine(dump, func(g leakgateGoroutine) { there[g.id] = true })
	for _, id := range p.roundLeft {
		if !there[id] {
			ended = append(ended, id)
		}
	}
	p.roundLeft = slices.DeleteFunc(p.roundLeft, func(id int64) bool { return !there[id] })
	return ended
}

func (p *leakgateProbe) rememberRound(settled leakgateSettled, came []int64) {
	p.roundBaseline.count = max(p.roundBaseline.count, int64(runtime.NumGoroutine()))
	if p.roundNumber == 1 {
		p.firstRound, p.firstRoundEnd = came, leakgateNano()
	}
	p.roundLeft = append(p.roundLeft, came...)
	if settled.dump == nil || p.roundBaseline.ids == nil {
		return
	}
	ids := make(map[int64]bool, len(p.roundBaseline.ids)+len(came))
	for id := range p.roundBaseline.ids {
		ids[id] = true
	}
	for _, id := range came {
		ids[id] = true
	}
	p.roundBaseline.ids = ids
}
