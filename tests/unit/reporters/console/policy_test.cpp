#include "gate/base/text.hpp"
#include "reporters/console/report.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace leakgate;

namespace {

const ConsoleStyle k_wide{false, 120};

std::string
rendered(const Verdict& verdict)
{
  return render_console(verdict, verdicts::context(), k_wide);
}

bool
has_line(const std::string& out, std::string_view line)
{
  const auto lines = text::split(out, '\n');
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

bool
contains(const std::string& out, std::string_view piece)
{
  return out.find(piece) != std::string::npos;
}

} // namespace

TEST_CASE("console: with a baseline only what is new leads")
{
  const std::string out = rendered(verdicts::with_baseline());
  CHECK(out.starts_with("\nLEAK  "));
  CHECK(out.find("LEAK") == out.rfind("LEAK"));
  CHECK_FALSE(contains(out, "TestOld"));
  CHECK(has_line(out, "  because   baseline has 1, now 3"));
  CHECK(has_line(out, "baseline  500 leaks known in .leakgate-baseline.json, 497 seen; 7 gone, "
                      "1 fewer"));
  CHECK(has_line(out, "          gone   chan send in broker.publish4                    "
                      "example.com/app/broker"));
  CHECK_FALSE(contains(out, "publish5"));
  CHECK(has_line(out, "          … and 2 more gone"));
  CHECK(has_line(out, "          fewer  chan receive in broker.(*Hub).Subscribe.func1   "
                      "example.com/app/broker · now 2"));
}

TEST_CASE("console: why something allowed is reported all the same is said")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].disposition_reason = "allowed up to 2 by .leakgate.yml:12, got 5";
  CHECK(has_line(rendered(v), "  because   allowed up to 2 by .leakgate.yml:12, got 5"));
}

TEST_CASE("console: a baseline that fits takes one line")
{
  Verdict v = verdicts::clean();
  v.baseline = BaselineSummary{"base.json", 1, 1, {}, {}};
  CHECK(contains(rendered(v), "\nbaseline  1 leak known in base.json, 1 seen\n\nmetrics "));
}

TEST_CASE("console: what a policy lets pass is named, below a threshold in one line")
{
  CHECK(rendered(verdicts::loosened()) == R"(
allowed  3 goroutines
  1  .leakgate.yml:12   function example.com/app/store.(*Pool).run, package example.com/app/...: process-wide worker,
                        started by init
  2  os-signal          function os/signal.loop: os/signal starts it once and never stops it

entries  2 stale or expired
  .leakgate.yml:31   expired on 2026-06-30: it allows nothing any more
  .leakgate.yml:20   no goroutine of this run is allowed by this entry

below     not failing: 4 lingering, 1 limit exceeded; `leakgate explain` shows them
loosened  .leakgate.yml:3: fails only from tier growing on, by default from lingering
          .leakgate.yml:12: allows 1 goroutine of example.com/app/store.worker

metrics   goroutines +0 · blocked 25 % of 17 goroutines
ledger    17 seen = 4 before + 6 runtime + 3 allowed + 4 below threshold + 0 reported
leakgate: ok  no new leaks (4 lingering) · 2 packages · 4 tests in 1.4 s
)");
}

TEST_CASE("console: exceeded limits are no leaked goroutines")
{
  Verdict v = verdicts::limits();
  CHECK(contains(rendered(v), "leakgate: FAIL  1 leaked goroutine of 1 cause · 3 limits exceeded"));
  v.findings.erase(v.findings.begin());
  CHECK(contains(rendered(v), "leakgate: FAIL  no leaks · 3 limits exceeded · 1 package"));
  CHECK_FALSE(contains(rendered(v), "LEAK"));
  CHECK(contains(rendered(v), R"(
HEAP  live heap grew by 9.3 MiB (310 %), allowed are 4.0 MiB and 50 %
  package   example.com/app/broker
  why       what is still reachable after the tests was kept
  fix       look for maps and slices that only grow
  ≈ grew    broker.(*Hub).grow   broker/hub.go:77
)"));
}

TEST_CASE("console: a stale entry that fails the run is a block and is counted")
{
  Verdict v = verdicts::loosened();
  v.outcome = Outcome::leaks;
  v.findings[0].disposition = Disposition::reported;
  v.findings[0].disposition_reason.clear();
  const std::string out = rendered(v);
  CHECK(contains(out, R"(
NOTE  expired on 2026-06-30: it allows nothing any more
  why       the goroutine is gone
  fix       remove the entry
  where     .leakgate.yml:31
)"));
  CHECK(has_line(out, "entries  1 stale or expired"));
  CHECK(contains(
      out, "leakgate: FAIL  no new leaks (4 lingering) · 1 stale or expired entry · 2 packages"));
}

TEST_CASE("console: limits are shown in front of the ends of thousands of leaks")
{
  Verdict v = verdicts::many_findings();
  v.findings.push_back(verdicts::limits().findings[1]);
  const std::string out = rendered(v);
  CHECK(contains(out, "LIMIT  95 % of 60 goroutines are blocked, allowed are 90 %"));
  CHECK(has_line(out, "more leaks  175 causes, all of them in the reports"));
}

TEST_CASE("console: leaks without a baseline lead to one, whatever their number")
{
  Verdict v = verdicts::one_leak();
  CHECK(has_line(rendered(v), "          or `leakgate baseline result.json` accepts today's leaks; "
                              "only new ones fail from then on"));
  v.baseline = BaselineSummary{"base.json", 1, 1, {}, {}};
  CHECK_FALSE(contains(rendered(v), "accepts today's leaks"));
  v.baseline.reset();
  v.outcome = Outcome::tests_failed;
  CHECK_FALSE(contains(rendered(v), "leakgate baseline"));
  v = verdicts::limits();
  v.findings.erase(v.findings.begin());
  CHECK_FALSE(contains(rendered(v), "leakgate baseline"));
}

TEST_CASE("console: leaks that fail nothing are named by what lets them pass")
{
  Verdict v = verdicts::clean();
  const auto add = [&](std::int64_t count, const char* reason) -> Finding& {
    Finding finding = verdicts::broker_leak();
    finding.disposition = Disposition::below_threshold;
    finding.disposition_reason = reason;
    finding.count = count;
    v.findings.push_back(finding);
    return v.findings.back();
  };
  add(2, "tier one-time is weaker than lingering, from which on the gate fails").tier =
      Tier::one_time;
  add(1, "severity note is below low, from which on the gate fails").severity = Severity::note;
  add(3, "3 goroutines left in the package, 3 are permitted (.leakgate.yml:7)");
  add(4, "tier lingering is weaker than growing, from which on the gate fails").tier =
      Tier::lingering;
  v.ledger = {24, 4, 6, 0, 4, 10, 0};
  const std::string out = rendered(v);
  CHECK(contains(out, "below     not failing: 2 one-time, 1 of severity note, 3 permitted by a "
                      "threshold, 4 lingering; "));
  CHECK(contains(out, "leakgate: ok  no new leaks (4 in the baseline, 2 one-time, 1 of severity"));
  v.findings.clear();
  v.ledger = {14, 4, 6, 0, 4, 0, 0};
  CHECK(contains(rendered(v), "leakgate: ok  no new leaks (4 in the baseline) · 2 packages"));
}

TEST_CASE("console: where nothing was judged nothing is said to be free of leaks")
{
  Verdict v = verdicts::clean();
  v.outcome = Outcome::tests_failed;
  v.ledger = {};
  for (PackageVerdict& package : v.packages) {
    package.judged = false;
  }
  v.run.packages.resize(1);
  v.run.packages[0].tests.clear();
  v.run.packages[0].end = PackageEnd::build_failed;
  CHECK(contains(rendered(v),
                 "leakgate: FAIL  go test failed in 1 package · nothing judged · 0 "
                 "tests in 0.4 s\n          next: make it build, then run it again\n"));
  v.run.packages.push_back(v.run.packages[0]);
  v.run.packages[1].end = PackageEnd::failed;
  CHECK(contains(rendered(v), "next: make it build and the tests pass, then run it again\n"));
}

TEST_CASE("console: the next step names the file that was given, also of a red suite")
{
  const Verdict v = verdicts::one_leak();
  const auto with = [](const Verdict& verdict, const std::string& file) {
    ReportContext context;
    context.result_file = file;
    return render_console(verdict, context, {false, 100});
  };
  CHECK(contains(with(v, "out/r.json"), "next: `leakgate explain out/r.json` shows"));
  CHECK(contains(with(v, "out/r.json"), "or `leakgate baseline out/r.json` accepts"));
  CHECK(contains(with(v, "my r.json"), "`leakgate explain 'my r.json'`"));
  CHECK(contains(with(v, ""), "with --report json=result.json, `leakgate explain result.json`"));
  Verdict red = v;
  red.outcome = Outcome::tests_failed;
  CHECK(contains(with(red, "r.json"), "next: make the tests pass first"));
  CHECK(contains(with(red, "r.json"), "`leakgate explain r.json` shows the leaks"));
}

TEST_CASE("console: a test that hung when it ran again is named")
{
  Verdict v = verdicts::one_leak();
  Finding hung = verdicts::limit(FindingKind::hung, "hung", verdicts::k_broker,
                                 "TestSubscribe had not ended after 13 s when it ran again");
  hung.disposition = Disposition::below_threshold;
  v.findings.push_back(hung);
  CHECK(contains(rendered(v), "\nhung      TestSubscribe had not ended after 13 s when it ran "
                              "again (example.com/app/broker)\n"));
}

TEST_CASE("console: metrics show what was measured, states the eight most frequent")
{
  Verdict v = verdicts::clean();
  v.metrics = {{"GoroutinesDelta", -2},
               {"BlockedGoroutinesRatio", std::nan("")},
               {"FinalizerWaitTimePercent", 250.4},
               {"SettleTimeMilliseconds", 12}};
  v.metrics["HeapDeltaBytes"] = -1024;
  v.packages[0].states = {{"select", 2}, {"sleep", 1}};
  v.packages[1].states = {{"select", 1}, {"", 2},  {"a", 1}, {"b", 1},
                          {"c", 1},      {"d", 1}, {"e", 1}, {"f", 1}};
  const std::string out = rendered(v);
  CHECK(has_line(out, "metrics   goroutines -2 · finalizer wait 250 % · settle 12 ms"));
  CHECK(has_line(out, "states    3 select · 2 unknown · 1 a · 1 b · 1 c · 1 d · 1 e · 1 f · 1 in "
                      "1 more state"));
  v.metrics = {{"HeapDeltaBytes", 1e300}};
  CHECK(has_line(rendered(v), "metrics   heap +8185452.3 TiB"));
  v.metrics.clear();
  CHECK_FALSE(contains(rendered(v), "metrics"));
}

TEST_CASE("ledger: what the groups of a column do not add up to is said")
{
  const std::string out = render_ledger(verdicts::growing(), k_wide);
  CHECK(contains(out, R"(
  runtime  3
    1  testing.(*M).Run         chan receive · package testing
    1  testing.leakgateSample   select · the probe
    2 of 3 are itemised in this result
)"));
  CHECK(render_ledger({}, k_wide) == "no package was judged\n");
}

TEST_CASE("rule: without title or explanation the page is short")
{
  RuleInfo rule;
  rule.id = "our-poller";
  CHECK(render_rule(rule, k_wide) == "our-poller\n  rule      our-poller\n  severity  medium\n");
}
