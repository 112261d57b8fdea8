package testing

import (
	"runtime"
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
	if int64(p.roundNumber) > p.options.rounds || len(cpuList)*int(*count) == 1 {
		return // the one round is the after-snapshot
	}
	p.settleRound()
	var j leakgateJSON
	j.begin()
	j.number("number", int64(p.roundNumber))
	j.number("at_ms", p.nowMilliseconds())
	j.number("goroutines", int64(runtime.NumGoroutine()))
	p.file.section("round", j.end())
	p.file.section("round."+strconv.Itoa(p.roundNumber)+".profile", leakgateProfile("goroutine"))
}

// settleRound gives goroutines that are about to end the time to do so. What is left is not waited for again.
func (p *leakgateProbe) settleRound() {
	settler := leakgateSettler{p: p, baseline: p.roundBaseline, limit: min(leakgateRoundSettle, p.roundBudget)}
	settled := settler.run()
	p.roundBudget -= min(settled.waited, p.roundBudget)
	p.roundBaseline.count = max(p.roundBaseline.count, int64(runtime.NumGoroutine()))
	if settled.clean || settled.dump == nil {
		return
	}
	ids := make(map[int64]bool)
	leakgateEachGoroutine(settled.dump, func(g leakgateGoroutine) { ids[g.id] = true })
	p.roundBaseline.ids = ids
}
