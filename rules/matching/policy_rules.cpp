#include "rules/matching/policy_rules.hpp"

#include <algorithm>
#include <vector>

namespace leakgate::rules {

std::span<const RuleInfo>
policy_rules()
{
  static const std::vector<RuleInfo> k_rules = {
      {"allow-expired", "allow entry that has expired", Severity::note,
       "the last day that the entry holds is over, so it allows nothing any more",
       "fix the leak and delete the entry, or give it a later `expires`",
       "An entry under `allow:` with `expires:` is a loan: it keeps the build green until that "
       "day, and the day after it is as if it were not there. The goroutines that it was written "
       "for are judged again, and this note says why they come back."},
      {"allow-stale", "allow entry that matches nothing", Severity::note,
       "no goroutine of this run was allowed by the entry, though its tests ran",
       "delete the entry",
       "An exception that nobody needs any more is a hole through which the next leak of the "
       "same name slips. The note is only given where the run could have met the entry: all tests "
       "of the packages that it is about ran and were judged."},
      {"blocked-ratio", "too many goroutines are blocked", Severity::medium,
       "more of the goroutines that are left wait for others than the threshold allows",
       "look at the findings of this package first: the goroutines behind them are what is "
       "blocked",
       "The share of goroutines that wait for another goroutine (channel, select, lock, "
       "WaitGroup, Cond, semaphore) among all that are there after the tests, set with "
       "`thresholds: {blocked_ratio: …}`. It is judged from 50 goroutines on, since a handful "
       "says nothing. A high share in a process that has nothing left to do means a pile of "
       "goroutines that wait for each other."},
      {"deadlock", "goroutines that wait for one another", Severity::high,
       "each holds what another one needs to go on, so that none of them can",
       "take locks in one order everywhere, unlock before a send, a receive or a wait that another "
       "goroutine needs the lock for, and never lock twice on one way",
       "Found among leaked goroutines of one test, from their stacks and the source around them: "
       "one waits for a lock, and another one has taken a lock of that name and type on the way to "
       "the line where it is blocked, and given it back nowhere before. Where these chains close "
       "to a ring, by locks or by the other end of a channel, nobody in it can go on. What each "
       "of them holds and waits for is shown. A goroutine that locks a mutex twice is a ring of "
       "one: Go's locks are not reentrant, and two `RLock` on one way block as soon as a writer "
       "waits between them."},
      {"finalizer-wait", "finalizers wait too long", Severity::medium,
       "finalizers start late compared with the time the collector stops the program",
       "find the finalizer or cleanup that blocks, and never wait for anything in one",
       "All finalizers of a process run on one goroutine, one after the other. When one of them "
       "blocks (on a channel, a lock, a call over the network) all that come after it wait, and "
       "the memory and the files that they would give back stay taken. Measured is how long a "
       "finalizer set after the tests takes to run, in percent of the collector's total pause; "
       "set with `thresholds: {finalizer_wait_percent: …}`."},
      {"gc-pause", "pauses of the collector are long", Severity::medium,
       "the garbage collector stops the program for longer than the threshold allows",
       "look at what is allocated most (go test -memprofile): pauses grow with goroutines, their "
       "stacks and the roots that the collector has to look at",
       "What 99 of 100 pauses of the test process stay below, from `runtime/metrics`, set with "
       "`thresholds: {gc_pause_p99: 10ms}`. On a machine that does other things at the same time "
       "a pause takes as long as the system puts a thread aside: the limit is for machines that "
       "are alike."},
      {"heap-growth", "the live heap grew", Severity::medium,
       "more memory is in use after the tests than the threshold allows",
       "look at the allocation sites that grew most: what is still reachable there is kept by a "
       "package variable, a cache without a limit, or a leaked goroutine",
       "The live heap before and after the tests, both measured after two collections, so that "
       "garbage does not count. Set with `thresholds: {heap: {growth: …, percent: …}}`; where "
       "both are given both must be exceeded. A leaked goroutine keeps its stack and all that it "
       "refers to: mend the goroutine findings of the package first."},
      {"heap-objects", "too many objects live", Severity::medium,
       "more objects are alive after the tests than the threshold allows",
       "look at the allocation sites that grew most, and at memory that grows with every round",
       "Objects on the heap after the tests and two collections, set with `thresholds: "
       "{heap_objects: …}`: exact, and a total of one run, what is filled once included."},
      {"hung", "test that did not end when it ran again", Severity::note,
       "run again, alone and several times in one process, it was not over when its time was",
       "run it with -count=3: what it waits for is most often left over from its first round",
       "Leaking tests run again to tell leaks from singletons. This one did not come to its end: "
       "it may take longer than the budget (`confirm: {budget: …}`), or wait in its second round "
       "for "
       "something that only the first one did, as a channel that is closed once. It is judged "
       "from the first run."},
      {"outlived", "goroutine that outlived its test and then ended the process", Severity::high,
       "plain `go test` is over before that happens, most of the time; a run that is slower fails",
       "stop the goroutine in the test's Cleanup and wait for its end before the test returns",
       "A goroutine that a test started went on after the test, and while leakgate waited for "
       "goroutines to end it panicked, called os.Exit, ran into a fatal error, or a signal ended "
       "the process. Without the gate the process is gone by then, so the suite passes; that is a "
       "race, which such a suite loses now and then. The result of the suite is what it would "
       "have been. Calls of `t.Log`, `t.Error` and the like from that time are dropped. The same "
       "holds for finalizers, which the collections after the tests run."},
      {"runnable", "goroutines wait for their turn", Severity::medium,
       "more goroutines were ready to run at one moment than the threshold allows",
       "start fewer goroutines at once: a pool, a semaphore, errgroup's SetLimit",
       "The most goroutines that were ready and not running in one of the readings that are taken "
       "every 100 ms, from Go 1.26 on, set with `thresholds: {runnable: …}`."},
      {"sched-latency", "goroutines start late", Severity::medium,
       "goroutines that are ready wait longer for their turn than the threshold allows",
       "start fewer goroutines at once, and let none compute for long without a call",
       "How long 99 of 100 goroutines that were ready waited until they ran, from "
       "`runtime/metrics`, set with `thresholds: {sched_latency_p99: 50ms}`. A busy machine makes "
       "it longer."},
      {"states", "too many goroutines in one state", Severity::medium,
       "more goroutines are left in this state than the threshold allows",
       "look at the findings of this package, and at `leakgate explain`, which lists all "
       "goroutines by state",
       "Goroutines after the tests that wait in the way that the limit names, in Go's words, set "
       "with `thresholds: {states: {sleep: 10}}`."},
  };
  return k_rules;
}

const RuleInfo*
policy_rule(std::string_view id)
{
  const std::span<const RuleInfo> rules = policy_rules();
  const auto found = std::ranges::find(rules, id, &RuleInfo::id);
  return found == rules.end() ? nullptr : &*found;
}

} // namespace leakgate::rules
