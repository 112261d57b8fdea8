#include "gate/base/text.hpp"
#include "reporters/console/report.hpp"
#include "reporters/text/terminal.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace leakgate;

namespace {

std::string
rendered(const Verdict& verdict, Loudness loudness, int width = 100)
{
  return render_console(verdict, verdicts::context(), {false, width, loudness});
}

bool
contains(const std::string& out, std::string_view piece)
{
  return out.find(piece) != std::string::npos;
}

// A leaking package with these goroutines, looked at every 100 ms.
Verdict
sampled(const std::vector<std::int64_t>& goroutines)
{
  Verdict v = verdicts::one_leak();
  for (const std::int64_t count : goroutines) {
    Sample sample;
    sample.at_ms = static_cast<std::int64_t>(v.packages[0].samples.size()) * 100;
    sample.goroutines = count;
    v.packages[0].samples.push_back(sample);
  }
  return v;
}

} // namespace

TEST_CASE("quiet: a clean run is the closing line alone")
{
  CHECK(rendered(verdicts::clean(), Loudness::quiet) ==
        "leakgate: ok  no leaks · 2 packages · 4 tests in 1.4 s\n");
  CHECK(rendered(verdicts::loosened(), Loudness::quiet) ==
        "accepted  3 allowed · 2 loosened by the configuration\n"
        "leakgate: ok  no new leaks (4 lingering) · 2 packages · 4 tests in 1.4 s\n");
}

TEST_CASE("quiet: one line says what was let pass, and none where nothing was")
{
  Verdict v = verdicts::clean();
  v.ledger = {21, 1, 2, 3, 4, 5, 6};
  v.loosened.resize(1);
  CHECK(rendered(v, Loudness::quiet)
            .starts_with("accepted  3 allowed · 4 in the baseline · 1 loosened by the "
                         "configuration\n"));
  CHECK_FALSE(contains(rendered(verdicts::one_leak(), Loudness::quiet), "let pass"));
}

TEST_CASE("quiet: findings and what was not judged stay, details and advice go")
{
  const std::string out = rendered(verdicts::several(), Loudness::quiet);
  for (const std::string piece :
       {"\nLEAK  ", "\nnot judged  ", "\nproblems  ", "\nleakgate: FAIL"}) {
    CAPTURE(piece);
    CHECK(contains(out, piece));
  }
  for (const std::string piece : {"\nheap", "\nallowed", "metrics ", "ledger ", "next: "}) {
    CAPTURE(piece);
    CHECK_FALSE(contains(out, piece));
  }
  CHECK(console_text(verdicts::several(), verdicts::context(), {false, 100, Loudness::quiet})
            .details.empty());
}

TEST_CASE("verbose: findings come with their whole stack, as explain shows it")
{
  CHECK_FALSE(contains(rendered(verdicts::one_leak(), Loudness::normal), "  stack\n"));
  const std::string out = rendered(verdicts::one_leak(), Loudness::verbose);
  CHECK(contains(out, "  stack\n"));
  CHECK(contains(out, "  id        v1:"));
}

TEST_CASE("verbose: nothing is cut or counted that has rows")
{
  const std::string findings = rendered(verdicts::many_findings(), Loudness::verbose);
  CHECK_FALSE(contains(findings, "more leaks"));
  CHECK_FALSE(contains(findings, "that grew less"));
  Verdict v = verdicts::clean();
  for (int i = 0; i < 40; ++i) {
    v.allowed.push_back({"entry" + std::to_string(i), "stays", 1});
    v.loosened.push_back({});
    v.loosened.back().what = "loosening" + std::to_string(i);
    v.problems.push_back({"file" + std::to_string(i), "bad header"});
    v.packages[0].states["state" + std::to_string(i)] = 1;
  }
  const std::string normal = rendered(v, Loudness::normal);
  const std::string verbose = rendered(v, Loudness::verbose);
  for (const std::string name : {"entry39", "loosening39", "state39"}) {
    CAPTURE(name);
    CHECK_FALSE(contains(normal, name));
    CHECK(contains(verbose, name));
  }
  CHECK(contains(verbose, "file39"));
}

TEST_CASE("verbose: the heap of every package is shown, also of one that shrank")
{
  Verdict v = verdicts::clean();
  v.packages[0].heap = HeapSummary{4096, 1024, false, {}};
  CHECK_FALSE(contains(rendered(v, Loudness::normal), "-3.0 KiB"));
  CHECK(contains(rendered(v, Loudness::verbose), "4.0 KiB → 1.0 KiB   -3.0 KiB"));
}

TEST_CASE("verbose: the output of a failed test is whole")
{
  TestCase test{"TestA", TestOutcome::fail, {}, ""};
  for (int i = 0; i < 300; ++i) {
    test.output += "line " + std::to_string(i) + "\n";
  }
  PackageRun run;
  run.end = PackageEnd::failed;
  run.tests = {test};
  CHECK(contains(render_tests(run, ShownTests::failed, {}), "… 140 lines not shown"));
  const std::string all = render_tests(run, ShownTests::failed, {false, 100, Loudness::verbose});
  CHECK_FALSE(contains(all, "not shown"));
  CHECK(contains(all, "line 150\n"));
}

TEST_CASE("details: what a fold hides is counted on its title")
{
  Verdict v = verdicts::clean();
  v.ledger = {21, 1, 2, 3, 4, 5, 6};
  const ConsoleText text = console_text(v, verdicts::context(), {});
  CHECK(text.details_title == "measured and accepted · 21 goroutines seen · 3 allowed · 4 in the "
                              "baseline · 5 below a threshold");
  CHECK(contains(text.details, "ledger    21 seen"));
  CHECK(text.closing.starts_with("leakgate: ok"));
  CHECK(text.findings.empty());
}

TEST_CASE("details: findings, what was not judged and the verdict are never among them")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    CAPTURE(verdict.name);
    const ConsoleText text = console_text(verdict.make(), verdicts::context(), {});
    CHECK_FALSE(contains(text.details, "LEAK  "));
    CHECK_FALSE(contains(text.details, "not judged"));
    CHECK_FALSE(contains(text.details, "leakgate: "));
    CHECK(contains(text.closing, "leakgate: "));
    CHECK(text.details_title == terminal::one_line(text.details_title));
  }
}

TEST_CASE("timeline: goroutines of a leaking package as a curve with its numbers")
{
  CHECK(contains(rendered(sampled({3, 4, 10, 6, 5}), Loudness::normal), R"(
goroutines  over time, the runtime's own included
  example.com/app/broker   ▁▂█▄▃   3 → 5, peak 10 at 0.2 s

)"));
}

TEST_CASE("timeline: long runs are drawn narrower, and no peak is lost")
{
  std::vector<std::int64_t> counts(10'000, 5);
  counts[7'777] = 500;
  const std::string out = rendered(sampled(counts), Loudness::normal, 60);
  CHECK(contains(out, "█"));
  CHECK(contains(out, "5 → 5, peak 500 at 777.7 s"));
  for (const std::string_view line : text::split(out, '\n')) {
    CAPTURE(line);
    CHECK((contains(std::string(line), ".go:") || terminal::display_width(line) <= 60));
  }
}

TEST_CASE("timeline: none without a curve, without a leak, or when quiet")
{
  CHECK_FALSE(contains(rendered(sampled({3, 4}), Loudness::normal), "over time"));
  CHECK_FALSE(contains(rendered(sampled({3, 4, 5}), Loudness::quiet), "▁"));
  CHECK(contains(rendered(sampled({4, 4, 4}), Loudness::normal), "   ▁▁▁   4 → 4, peak 4 at"));
  Verdict v = sampled({3, 4, 5});
  v.packages[0].ledger.reported = 0;
  CHECK_FALSE(contains(rendered(v, Loudness::normal), "over time"));
  CHECK(contains(rendered(v, Loudness::verbose), "over time"));
}

TEST_CASE("measuring: how each package was measured, a row each")
{
  PackageEvidence good;
  good.import_path = "example.com/a\x1b[31m";
  good.source = EvidenceSource::probe;
  good.settled = true;
  good.settle_ms = 12;
  good.proof = true;
  good.ancestors = true;
  good.rounds.resize(2);
  PackageEvidence bad;
  bad.import_path = "example.com/b";
  bad.source = EvidenceSource::cache;
  bad.settle_ms = 2000;
  bad.ancestors_off_reason = "goleak is linked";
  PackageEvidence none;
  none.import_path = "example.com/c";
  CHECK(render_measuring({good, bad, none}, {}) == R"(
measured
  example.com/a   from the probe · settled after 12 ms · proof taken · ancestors on · 2 rounds
  example.com/b   from the cache · goroutines were left after 2000 ms · no proof · ancestors off:
                  goleak is linked
  example.com/c   left no snapshot
)");
  CHECK(render_measuring({}, {}).empty());
}
