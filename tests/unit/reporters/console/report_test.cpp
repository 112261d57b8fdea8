#include "gate/base/text.hpp"
#include "reporters/console/report.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/families.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace leakgate;

namespace {

const ConsoleStyle k_plain{false, 100};

std::string
rendered(const Verdict& verdict, ConsoleStyle style = k_plain)
{
  return render_console(verdict, verdicts::context(), style);
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

TEST_CASE("console: a clean run ends with metrics, ledger and one line")
{
  CHECK(rendered(verdicts::clean()) ==
        "metrics   goroutines +0 · blocked 25 % of 10 goroutines\n"
        "ledger    10 seen = 4 before + 6 runtime + 0 allowed + 0 reported\n"
        "leakgate: ok  no leaks · 2 packages · 4 tests in 1.4 s\n");
}

TEST_CASE("console: a finding reads why, fix, test, started, blocked, in columns")
{
  const std::string out = rendered(verdicts::one_leak());
  CHECK(contains(out, R"(
LEAK  goroutine blocked forever in chan receive                      proven · +1 each round (3 of 3)
  why       range over a channel nobody closes
  fix       close it in Unsubscribe, or select on ctx.Done()
  test      TestSubscribe/slow_reader       broker/broker_test.go:88   ch := hub.Subscribe("orders")
  started   broker.(*Hub).Subscribe         broker/hub.go:141          go func() {
  blocked   broker.(*Hub).Subscribe.func1   broker/hub.go:143              for m := range ch {
)"));
  CHECK(has_line(out,
                 "leakgate: FAIL  1 leaked goroutine of 1 cause · 1 package · 2 tests in 0.4 s"));
}

TEST_CASE("console: the package is shown only when there is more than one")
{
  Verdict v = verdicts::one_leak();
  CHECK_FALSE(contains(rendered(v), "  package   "));
  v.packages.push_back(v.packages.front());
  CHECK(has_line(rendered(v), "  package   example.com/app/broker"));
}

TEST_CASE("console: a finding without test, place or help leaves those rows out")
{
  Verdict v = verdicts::one_leak();
  Finding bare;
  bare.message = "goroutine is still there";
  bare.count = 2;
  v.findings = {bare};
  CHECK(contains(rendered(v), R"(
LEAK  goroutine is still there                                              lingering · 2 goroutines
  test      no test could be named

heap)"));
}

TEST_CASE("console: several tests of one finding are listed with their counts, up to ten")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].leakers.clear();
  for (char c = 'A'; c <= 'K'; ++c) {
    v.findings[0].leakers.push_back({std::string("Test") + c, 2});
  }
  const std::string out = rendered(v);
  CHECK(has_line(out,
                 "            11 tests: TestA (2) · TestB (2) · TestC (2) · TestD (2) · TestE (2) "
                 "· TestF (2) · TestG"));
  CHECK(has_line(out, "            (2) · TestH (2) · TestI (2) · TestJ (2) · and 1 more"));
}

TEST_CASE("console: no line is wider than the terminal, unless it holds a place")
{
  for (const int width : {60, 80, 100, 200}) {
    const ConsoleStyle style{false, width};
    std::string out = rendered(verdicts::several(), style);
    for (const Verdict& v : {verdicts::growing(), verdicts::with_baseline(), verdicts::loosened(),
                             verdicts::limits()}) {
      out += rendered(v, style) + render_ledger(v, style);
    }
    out += render_rule(verdicts::receive_rule(), style);
    for (const std::string_view line : text::split(out, '\n')) {
      CAPTURE(line);
      if (line.find(".go:") == std::string::npos) {
        CHECK(terminal::display_width(line) <= static_cast<std::size_t>(width));
      }
    }
  }
}

TEST_CASE("console: long function names are cut in their middle, places never")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].blocked.function = "example.com/app/broker." + std::string(200, 'x') + ".func1";
  const std::string out = rendered(v, {false, 80});
  CHECK(contains(out, "xxx.func1   broker/hub.go:143\n"));
  CHECK(contains(out, "…"));
}

TEST_CASE("console: a source line stands below before the type or method of a name is cut")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].blocked.function =
      "example.com/app/broker.(*ChannelEventDelegate).NotifyEachMember";
  const std::string out = rendered(v, {false, 100});
  CHECK(contains(out, "(*ChannelEventDelegate).NotifyEachMember"));
}

TEST_CASE("console: without a source of lines nothing is shown in their place")
{
  const std::string out = render_console(verdicts::one_leak(), {}, k_plain);
  CHECK(has_line(out, "  blocked   broker.(*Hub).Subscribe.func1   broker/hub.go:143"));
}

TEST_CASE("console: findings that are not reported are no leaks, what allows them is shown")
{
  Verdict v = verdicts::clean();
  v.findings = {verdicts::broker_leak()};
  v.findings[0].disposition = Disposition::allowed;
  v.allowed = {{"signal.notify", "os/signal starts it once and never stops it", 1}};
  v.ledger = {11, 4, 6, 1, 0, 0, 0};
  CHECK(rendered(v) == R"(
allowed  1 goroutine
  1  signal.notify   os/signal starts it once and never stops it

metrics   goroutines +0 · blocked 25 % of 11 goroutines
ledger    11 seen = 4 before + 6 runtime + 1 allowed + 0 reported
leakgate: ok  no leaks · 2 packages · 4 tests in 1.4 s
)");
}

TEST_CASE("console: the ledger shows every part that is not zero, and says when it is wrong")
{
  Verdict v = verdicts::clean();
  v.ledger = {21, 1, 2, 3, 4, 5, 6};
  CHECK(has_line(rendered(v, {false, 120}),
                 "ledger    21 seen = 1 before + 2 runtime + 3 allowed + 4 in baseline + 5 "
                 "below threshold + 6 reported"));
  v.ledger.seen = 22;
  CHECK(contains(rendered(v, {false, 120}), "6 reported  (does not add up)\n"));
}

TEST_CASE("console: heap growth of a green run is shown from one MiB on")
{
  Verdict v = verdicts::clean();
  v.packages[0].heap = HeapSummary{1000, 1000 + (1 << 20) - 1, false, {}};
  CHECK_FALSE(contains(rendered(v), "heap  "));
  v.packages[0].heap->after_bytes += 1;
  CHECK(has_line(rendered(v), "  example.com/app/broker   1000 B → 1.0 MiB   +1.0 MiB"));
}

TEST_CASE("console: heap shows the three packages that grew most and counts the others")
{
  Verdict v = verdicts::many_findings();
  CHECK_FALSE(contains(rendered(v), "heap  ")); // a few bytes say nothing where no limit is set
  for (PackageVerdict& package : v.packages) {
    package.heap->limited = true;
  }
  v.packages[0].heap->after_bytes = 1;
  v.packages.push_back(v.packages.back());
  const std::string out = rendered(v);
  CHECK(has_line(out, "  … and 1 more package that grew less"));
  CHECK_FALSE(contains(out, "1000 B → 1 B"));
}

TEST_CASE("console: packages judged from the cache are named, or all of them at once")
{
  Verdict v = verdicts::clean();
  v.packages[0].source = EvidenceSource::cache;
  CHECK(has_line(rendered(v),
                 "cached    1 package judged from Go's test cache: example.com/app/broker"));
  v.packages[1].source = EvidenceSource::cache;
  CHECK(has_line(rendered(v), "cached    all 2 packages judged from Go's test cache"));
}

TEST_CASE("console: no verdict says why, and that it is no pass")
{
  const std::string out = rendered(verdicts::no_verdict());
  CHECK(has_line(out,
                 "leakgate: no verdict: no snapshot of example.com/app/broker was left behind (is "
                 "TMPDIR writable?)"));
  CHECK(has_line(out, "          no verdict is not a pass: exit code 3"));
  CHECK(has_line(out, "  example.com/app/broker   the probe left no snapshot"));
}

TEST_CASE("console: go test that failed without a package says what is known")
{
  Verdict v = verdicts::clean();
  v.outcome = Outcome::tests_failed;
  v.reason = "go test ended with exit code 1";
  CHECK(has_line(rendered(v),
                 "leakgate: FAIL  go test failed · go test ended with exit code 1 · no "
                 "leaks · 2 packages · 4 tests in"));
}

TEST_CASE("console: a package that was judged only in part says so")
{
  CHECK(contains(rendered(verdicts::several()), R"(
judged only in part
  example.com/app/internal/workers/pool   judged from the goroutine dump of the crash: only
                                          goroutines of tests that had finished count
)"));
}

TEST_CASE("console: equal problems are shown once, and at most twenty different ones")
{
  Verdict v = verdicts::no_verdict();
  v.problems.assign(5, {"a.txt:1", "bad header"});
  std::string out = rendered(v);
  CHECK(has_line(out, "problems  5 · could not be read or measured, and left out"));
  CHECK(out.find("a.txt:1") == out.rfind("a.txt:1"));
  for (int i = 0; i < 30; ++i) {
    v.problems.push_back({"b.txt:" + std::to_string(i), "bad header"});
  }
  CHECK(has_line(rendered(v), "  … and 11 more (all of them are in the JSON report)"));
}

TEST_CASE("console: after twenty-five findings the rest is counted by package")
{
  const std::string out = rendered(verdicts::many_findings());
  CHECK(has_line(out, "more leaks  175 causes, all of them in the reports"));
  CHECK(has_line(out, "  example.com/app/pkg0  25 goroutines of 25 causes"));
}

TEST_CASE("console: colour changes no text")
{
  CHECK(contains(rendered(verdicts::several(), {true, 100}), "\x1b[1;31mLEAK"));
  for (const verdicts::Named& verdict : verdicts::all()) {
    CAPTURE(verdict.name);
    const Verdict v = verdict.make();
    CHECK(text::printable(rendered(v, {true, 100})) == rendered(v));
    CHECK(text::printable(render_ledger(v, {true, 100})) == render_ledger(v, k_plain));
  }
}

TEST_CASE("console: nothing from outside reaches the terminal as a control byte")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    const Verdict v = verdict.make();
    std::string out = rendered(v);
    for (const PackageRun& package : v.run.packages) {
      out += render_progress(package, k_plain) + render_tests(package, ShownTests::failed, k_plain);
    }
    for (const Finding& finding : v.findings) {
      out += render_finding(finding, Families(v).below(finding), v, verdicts::context(), k_plain);
    }
    for (const RuleInfo& rule : v.rules) {
      out += render_rule(rule, k_plain);
    }
    out += render_ledger(v, k_plain);
    CAPTURE(verdict.name);
    CHECK(text::printable(out) == out);
  }
}
