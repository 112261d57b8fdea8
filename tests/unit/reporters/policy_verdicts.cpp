#include "gate/model/figure_table.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <fmt/format.h>

/// Verdicts that a policy, a baseline or a confirmation had a hand in.
namespace verdicts {

using namespace leakgate;

RuleInfo
receive_rule()
{
  return {"chan-receive",
          "range over a channel nobody closes",
          Severity::high,
          "range over a channel nobody closes",
          "close it in Unsubscribe, or select on ctx.Done()",
          "A goroutine that ranges over a channel ends when the channel is closed.\nWhere nobody "
          "calls `close(ch)`, it waits for the next value for ever.\n\n"
          "- The sender closes, never the receiver.\n"
          "- With several senders, close after a `sync.WaitGroup` has counted them down, in a "
          "goroutine of its own.\n\n"
          "```go\ndefer close(ch)\n\nfor _, m := range messages {\n```\n\nOr select on "
          "`ctx.Done()`.\n"};
}

// Every text that a policy, a baseline or a confirmation brings into a verdict.
void
add_hostile_policy(Verdict& v, const std::string& name)
{
  Finding& f = v.findings.front();
  f.rule_reason = name;
  f.confirm_note = "not repeated\n" + name;
  f.baseline_count = 2;
  f.count = 3;
  f.variants = {{"v1:\x1b[7m", 2, f.blocked, f.stack},
                {name, 1, {name, "broker/\x1b]0;x\x07 \"<&>.go", 5}, {{name, name, 1}}}};
  // Before findings are added: f would not be there any more.
  v.rules = {{f.rule, name, Severity::high, name, name, "text\n\n- " + name + "\n\n    " + name}};
  Finding entry;
  entry.kind = FindingKind::policy;
  entry.severity = Severity::note;
  entry.disposition = Disposition::below_threshold;
  entry.disposition_reason = name;
  entry.rule = "allow-stale\x1b[0m";
  entry.message = "stale: " + name;
  entry.at = {"", ".leak\x1b[3mgate.yml", 7};
  Finding heap = entry;
  heap.kind = FindingKind::heap;
  heap.package = k_broker;
  heap.disposition = Disposition::reported;
  heap.rule = "heap-<growth>\x01";
  heap.fix = "help\n" + name;
  Finding metric = heap;
  metric.kind = FindingKind::metric;
  metric.package = "";
  v.findings.push_back(heap);
  v.findings.push_back(metric);
  v.findings.push_back(entry);
  v.confirmed = name;
  v.allowed = {{".leakgate.yml:3\x1b[1m", name, 0}};
  const BaselineEntry gone = {name, {name}, name, 1, name, name};
  v.baseline = BaselineSummary{name, 9, 8, {gone}, {gone}};
  v.loosened = {{{name, 3, 4}, name, name}};
  v.base = BaseComparison{name, 1, 2, {{name, name, name, "gone\n" + name, {name, name, 3}}}};
  v.sources = {{name, {{1, name}, {2, "::error::\r\n"}}}};
  v.metrics["\x1b[1m"] = 1;
  v.packages.front().kept = {{"in_before", name, name, name, 2}, {"\x1b[1mx", name, name, "", 3}};
}

Verdict
growing()
{
  Verdict v = one_leak();
  v.go_version = "go1.26.8";
  Finding& grows = v.findings.front();
  grows.tier = Tier::growing;
  grows.rule = "chan-receive";
  grows.rule_reason = "state chan receive, source \"for m := range ch {\"";
  grows.count = 3;
  grows.leakers[0].count = 3;
  Finding pool =
      finding(k_broker, "TestFanOut", "example.com/app/broker.(*Pool).start", "broker/pool.go", 31);
  pool.fingerprint = "v1:1111111111111111aaaaaaaaaaaaaaaa";
  pool.count = 5;
  pool.confirm_note = "repetition does not decide: +2 +0 +1";
  pool.rounds = {2, 0, 1};
  pool.why = "nobody receives from the channel";
  pool.fix = "receive until the sender is done";
  const std::string worker = "example.com/app/broker.(*Pool).work";
  pool.variants = {{"v1:1111111111111111aaaaaaaaaaaaaaaa",
                    2,
                    pool.blocked,
                    {{worker + ".func1", "broker/pool.go", 32}, {worker, "broker/pool.go", 50}}},
                   {"v1:11111111111111112222222222222222",
                    1,
                    {worker, "broker/pool.go", 44},
                    {{worker, "broker/pool.go", 44}}},
                   {"v1:11111111111111113333333333333333",
                    1,
                    {worker, "broker/pool.go", 47},
                    {{worker, "broker/pool.go", 47}}},
                   {"v1:11111111111111114444444444444444",
                    1,
                    {worker, "broker/pool.go", 44},
                    {{worker, "broker/pool.go", 44}}}};
  pool.stack = pool.variants[0].stack;
  Finding once =
      finding(k_broker, "TestFanOut", "example.com/app/broker.shared.func1", "broker/shared.go", 9);
  once.fingerprint = "v1:22222222222222222222222222222222";
  once.tier = Tier::one_time;
  once.rounds = {1, 0, 0};
  once.disposition = Disposition::below_threshold;
  once.disposition_reason = "tier one-time is weaker than lingering, from which on the gate fails";
  v.findings = {grows, pool, once};
  v.rules = {receive_rule()};
  v.confirmed = "3 rounds of 2 tests";
  Ledger l = ledger(2, 3, 0, 8);
  l.below_threshold = 1;
  ++l.seen;
  v.ledger = l;
  PackageVerdict& package = v.packages[0];
  package.ledger = l;
  package.states = {{"chan receive", 6}, {"chan send", 6}, {"running", 1}, {"IO wait", 1}};
  package.kept = {{"in_before", "there before the tests", "example.com/app/broker.init.0.func1",
                   "chan receive", 2},
                  {"runtime", "package testing", "testing.(*M).Run", "chan receive", 1},
                  {"runtime", "the probe", "testing.leakgateSample", "select", 1}};
  v.metrics = {{"GoroutinesDelta", 9},
               {"BlockedGoroutinesRatio", 13.0 / 14},
               {"FinalizerWaitTimePercent", 3.2},
               {"SettleTimeMilliseconds", 2004},
               {"HeapDeltaBytes", 9.0 * (1 << 20) + 300000}};
  return v;
}

Verdict
with_baseline()
{
  Verdict v = one_leak();
  v.findings[0].baseline_count = 1;
  v.findings[0].count = 3;
  for (int i = 0; i < 3; ++i) {
    Finding known = finding(k_broker, "TestOld", "example.com/app/broker.old" + std::to_string(i),
                            "broker/old.go", 10 + i);
    known.fingerprint = fmt::format("v1:{:032x}", i);
    known.disposition = Disposition::baseline;
    known.disposition_reason = "baseline .leakgate-baseline.json: 1 recorded on 2026-11-21";
    known.baseline_count = 1;
    v.findings.push_back(known);
  }
  Ledger l = ledger(2, 3, 0, 3);
  l.baseline = 3;
  l.seen += 3;
  v.ledger = l;
  v.packages[0].ledger = l;
  v.packages[0].heap.reset();
  const std::string what = "chan receive in broker.(*Hub).Subscribe.func1";
  v.baseline = BaselineSummary{".leakgate-baseline.json", 500, 497, {}, {}};
  for (int i = 0; i < 7; ++i) {
    v.baseline->gone.push_back({fmt::format("v1:{:032x}", 50 + i),
                                {},
                                k_broker,
                                1,
                                "2026-11-21",
                                fmt::format("chan send in broker.publish{}", i)});
  }
  v.baseline->fewer = {{"v1:99", {}, k_broker, 2, "2026-11-21", what}};
  return v;
}

Verdict
with_base()
{
  Verdict v = growing();
  v.findings[0].base = BaseMark::fresh;
  v.findings[1].base = BaseMark::grown;
  v.base = BaseComparison{"main.json", 0, 102, {}};
  for (int i = 0; i < 100; ++i) {
    v.base->gone_findings.push_back(
        {fmt::format("v1:{:032x}", i),
         k_broker,
         i == 0 ? "" : fmt::format("TestPublish{}", i),
         "goroutine blocked forever in chan send",
         {"example.com/app/broker.TestPublish", "broker/publish_test.go", 10 + i}});
  }
  return v;
}

Verdict
loosened()
{
  Verdict v = clean();
  Finding stale = limit(FindingKind::policy, "allow-stale", "",
                        "no goroutine of this run is allowed by this entry");
  stale.severity = Severity::note;
  stale.disposition = Disposition::below_threshold;
  stale.disposition_reason = "severity note is below low, from which on the gate fails";
  stale.at = {"", ".leakgate.yml", 20};
  stale.why = "the goroutine is gone";
  stale.fix = "remove the entry";
  Finding expired = stale;
  expired.rule = "allow-expired";
  expired.message = "expired on 2026-06-30: it allows nothing any more";
  expired.at.line = 31;
  Finding worker = finding("example.com/app/store", "TestPut", "example.com/app/store.worker",
                           "store/worker.go", 12);
  worker.disposition = Disposition::allowed;
  worker.disposition_reason = ".leakgate.yml:12: process-wide worker, started by init";
  Finding weak = worker;
  weak.disposition = Disposition::below_threshold;
  weak.disposition_reason = "tier lingering is weaker than growing, from which on the gate fails";
  weak.count = 4;
  Finding ratio = limit(FindingKind::metric, "blocked-ratio", "example.com/app/store",
                        "95 % of 60 goroutines are blocked, allowed are 90 %");
  ratio.disposition = Disposition::below_threshold;
  v.findings = {expired, stale, weak, worker, ratio};
  v.allowed = {
      {".leakgate.yml:12", "process-wide worker, started by init", 1,
       "function example.com/app/store.(*Pool).run, package example.com/app/..."},
      {"os-signal", "os/signal starts it once and never stops it", 2, "function os/signal.loop"}};
  v.loosened = {
      {{".leakgate.yml", 3, 10},
       "fails only from tier growing on, by default from lingering",
       "fail_on.tier"},
      {{".leakgate.yml", 12, 5}, "allows 1 goroutine of example.com/app/store.worker", "allow"}};
  v.ledger = {17, 4, 6, 3, 0, 4, 0};
  v.packages[1].ledger = {12, 2, 3, 3, 0, 4, 0};
  return v;
}

Verdict
limits()
{
  Verdict v = one_leak();
  Finding grown = limit(FindingKind::heap, "heap-growth", k_broker,
                        "live heap grew by 9.3 MiB (310 %), allowed are 4.0 MiB and 50 %");
  grown.at = {"example.com/app/broker.(*Hub).grow", "broker/hub.go", 77};
  grown.why = "what is still reachable after the tests was kept";
  grown.fix = "look for maps and slices that "
              "only grow";
  Finding blocked = limit(FindingKind::metric, "blocked-ratio", k_broker,
                          "95 % of 60 goroutines are blocked, allowed are 90 %");
  Finding finalizer =
      limit(FindingKind::metric, "finalizer-wait", "",
            "a finalizer waited 250 % of the collector's pauses, allowed are 200 %");
  v.findings.push_back(blocked);
  v.findings.push_back(grown);
  v.findings.push_back(finalizer);
  return v;
}

Verdict
moving()
{
  Verdict v = one_leak();
  Finding& poller = v.findings.front();
  poller.fingerprint = "v2:00112233445566778899aabbccddeeff";
  poller.tier = Tier::growing;
  poller.message = "goroutine still looping in select";
  poller.state = "select";
  poller.wait = Wait::select;
  poller.moving = true;
  poller.rounds = {1, 1, 1};
  Place sleeps = poller.blocked;
  sleeps.line += 4;
  poller.variants = {{"v1:aa", 0, poller.blocked, poller.stack, "select", 31},
                     {"v1:bb", 1, sleeps, poller.stack, "sleep", 28}};
  poller.leakers = {{poller.test, 1, Tier::growing, {1, 1, 1}},
                    {"TestStartsPool", 2, Tier::one_time, {2, 0, 0}, "", true},
                    {"TestSlow", 1, Tier::ends_by_itself, {1, 1, 1}, "", true, false, 5900}};
  poller.excused = 3;
  poller.exits = {
      {"<-p.quit",
       {"example.com/app/broker.(*Pool).poll", poller.blocked.file, 41},
       true,
       {{"(*Pool).Close", "broker/pool.go", 88}}},
      {"v := <-p.in", {"example.com/app/broker.(*Pool).poll", poller.blocked.file, 43}, false, {}}};
  Finding ends =
      finding(k_broker, "TestCloses", "example.com/app/broker.(*Pool).clean", "broker/pool.go", 60);
  ends.fingerprint = "v2:22222222222222222222222222222222";
  ends.disposition = Disposition::below_threshold;
  ends.disposition_reason = "tier ends-by-itself is weaker than lingering, from which on the gate "
                            "fails";
  ends.tier = Tier::ends_by_itself;
  ends.state = "sleep";
  ends.wait = Wait::sleep;
  ends.message = "goroutine still sleeping";
  ends.rounds = {1, 1, 1};
  ends.confirm_note = "was gone 5.9 s after its test: --settle 7s waits for it";
  ends.leakers = {
      {"TestCloses", 1, Tier::ends_by_itself, {1, 1, 1}, ends.confirm_note, false, false, 5900}};
  v.findings.push_back(ends);
  v.ledger = {6, 1, 0, 0, 0, 4, 1};
  v.packages.front().ledger = v.ledger;
  v.confirmed = "3 rounds of 4 tests";
  return v;
}

// Two tests fill a map, and each goroutine of the other leak holds a buffer.
Verdict
memory()
{
  Verdict v = one_leak();
  v.findings.front().held = HeldMemory{1 << 20, 12};
  Finding map = limit(FindingKind::heap, "heap-map", k_broker,
                      "a map grows with every round: allocated in broker.(*Hub).remember");
  map.fingerprint = "v2:33333333333333333333333333333333";
  map.tier = Tier::growing;
  map.severity = Severity::medium;
  map.test = "TestRemember";
  map.phase = Phase::test;
  map.rounds = {1258291, 1258291, 1258304, 1258291};
  map.objects = {12000, 12000, 12000, 12001};
  map.at = {"example.com/app/broker.(*Hub).remember", "broker/hub.go", 77};
  map.called = {"example.com/app/broker.TestRemember", "broker/hub_test.go", 31};
  const Place other = {"example.com/app/broker.TestAgain", "broker/hub_test.go", 48};
  map.leakers = {{map.test, 0, Tier::growing, {1000000, 1000000, 1000000, 1000000}},
                 {"TestAgain", 0, Tier::growing, {258291, 258291, 258304, 258291}}};
  map.leakers[0].at = map.called;
  map.leakers[1].at = other;
  map.sites = {{map.at, 1254000, 11000},
               {{"example.com/app/broker.key", "broker/hub.go", 90}, 4291, 1000}};
  map.stack = {{"example.com/app/broker.(*Hub).remember", "/src/app/broker/hub.go", 77},
               {"example.com/app/broker.TestRemember", "/src/app/broker/hub_test.go", 31}};
  map.why = "entries are put into a map that outlives the test, and nothing deletes them";
  map.fix = "delete the entry when it has ended, or give the cache a limit (an LRU, an age); "
            "Hub.seen (broker/hub.go:79) keeps it";
  map.kept_by = {{"Hub.seen", {"", "broker/hub.go", 79}}};
  v.findings.push_back(map);
  v.packages.front().heap = HeapSummary{200 << 10, 2 << 20, false,      {{map.at, 1 << 20, 9000}},
                                        1500,      14000,   map.rounds, map.objects};
  v.heap_ms = 2100;
  v.took_ms = 4000;
  return v;
}

Verdict
every_field()
{
  Verdict v = one_leak();
  v.reason = "only in part";
  v.partial = true;
  v.ledger = {28, 1, 2, 3, 4, 5, 13};
  v.rules = {receive_rule()};
  v.coverage = Coverage::everything;
  v.confirmed = "3 rounds of 1 test";
  v.took_ms = 8125;
  v.confirm_ms = 4000;
  v.heap_ms = 900;
  v.allowed = {{"id", "reason", 3, "matches"}};
  v.baseline = BaselineSummary{".leakgate-baseline.json",
                               3,
                               2,
                               {{"v1:aa", {"v1:ab"}, k_broker, 1, "2026-11-20", "gone"}},
                               {{"v1:00112233445566778899aabbccddeeff",
                                 {"v1:cd", "v1:ce"},
                                 k_broker,
                                 2,
                                 "2026-11-21",
                                 "fewer",
                                 false,
                                 {},
                                 true}}};
  v.loosened = {{{".leakgate.yml", 3, 12}, "fails only from tier growing on", "fail_on.tier"}};
  v.base = BaseComparison{"main.json",
                          1,
                          2,
                          {{"v1:dd",
                            k_broker,
                            "TestGone",
                            "gone",
                            {"example.com/app/broker.run", "broker/run.go", 9}}}};
  v.sources = {{"broker/hub.go", {{9, "nine\t\r"}, {141, "\tgo func() {"}}}};
  v.metrics["FinalizerWaitTimePercent"] = 1e-9;
  v.problems = {{"where", "what"}};
  v.roots = {{{"example.com/app", "/src/app"}}, {"/go", "/link/go"}, "/mod", "/src", "/src/app"};
  Finding& f = v.findings.front();
  f.kind = FindingKind::goroutine;
  f.caused_by = "v2:00112233445566778899aabbccddeeff";
  f.cause_reason = "it waits for that one";
  f.deadlock = true;
  f.wants = "h.mu";
  f.holds = {{"b.mu", {"example.com/app/broker.(*Bus).Close", "broker/bus.go", 20}}};
  f.through = {"example.com/app/broker.newHub", "broker/helper_test.go", 8};
  f.rule_reason = "state chan receive, source \"for m := range ch {\"";
  f.disposition = Disposition::below_threshold;
  f.disposition_reason = "weaker than the fail level";
  f.confirm_note = "not repeated: no test started it";
  f.baseline_count = 4;
  f.called = {"example.com/app/store.Open", "store/store.go", 61};
  f.exits = {{"<-h.quit", f.blocked, true, {{"(*Hub).Close", "broker/hub.go", 55}}}};
  f.base = BaseMark::grown;
  f.objects = {3, 4};
  f.sites = {{f.started, 4096, 2}};
  f.kept_by = {{"Hub.seen", {"", "broker/hub.go", 30}}};
  f.held = HeldMemory{1 << 20, 12};
  f.variants = {{"v1:aaaa", 2, f.blocked, f.stack, "select", 40},
                {"v1:bbbb", 1, f.started, f.stack, "sleep", 20}};
  f.places = {"v1:aaaa", "v1:bbbb"};
  f.moving = true;
  f.excused = 1;
  f.leakers.front().tier = Tier::growing;
  f.leakers.front().rounds = {1, 1};
  f.leakers.front().note = "note";
  f.leakers.front().at = f.at;
  f.leakers.push_back({"TestOnce", 1, Tier::one_time, {1, 0}, "note", true, true, 6000, f.at});
  PackageVerdict& p = v.packages.front();
  p.source = EvidenceSource::cache;
  p.note = "note";
  p.ledger = v.ledger;
  p.states = {{"chan receive", 3}, {"select (no cases)", 1}};
  p.kept = {{"in_before", "there before the tests", "main.main", "chan receive", 1},
            {"runtime", "package testing", "testing.tRunner", "running", 2}};
  p.samples = {{100, 7, 1 << 20, 4096, 3, 9007199254740993, -1, 5, 6, 7, 8}};
  p.heap = HeapSummary{1, 2, true, {{f.started, 3, 4}}, 5, 6, {7, 8}, {9, 10}, "note"};
  p.figures.emplace();
  std::int64_t value = 0;
  for (const FigureInfo& figure : k_figures) {
    p.figures->set(figure.name, ++value);
  }
  PackageRun& run = v.run.packages.front();
  run.cached = true;
  run.output = "ok\n";
  run.snapshot_ids = {"0123abcd"};
  run.failures = {{"TestSubscribe", "expected 5, got 4", "broker/broker_test.go", 90}};
  run.tests.front().output = "    x_test.go:1: line\n\ttab \u2028 \"quoted\"\n";
  run.tests.front().elapsed = Seconds(0.123456789);
  run.tests.front().started = Seconds(0.25);
  run.tests.front().ended = Seconds(1.375);
  return v;
}

} // namespace verdicts
