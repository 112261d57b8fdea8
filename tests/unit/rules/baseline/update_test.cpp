#include "rules/baseline/summary.hpp"
#include "rules/baseline/update.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

Finding
leak(const std::string& fingerprint, std::int64_t count, const std::string& package = "p")
{
  Finding finding;
  finding.fingerprint = fingerprint;
  finding.package = package;
  finding.count = count;
  finding.state = "chan receive";
  finding.blocked.function = "example.com/app/broker.(*Hub).Subscribe.func1";
  return finding;
}

// Of several stacks; the first is the finding's own.
Finding
joined(const std::vector<std::string>& fingerprints, std::int64_t count)
{
  Finding finding = leak(fingerprints[0], count);
  for (const std::string& fingerprint : fingerprints) {
    finding.variants.push_back({fingerprint, 1, {}, {}});
  }
  return finding;
}

Verdict
verdict_of(std::vector<Finding> findings, Coverage coverage = Coverage::some_packages)
{
  Verdict verdict;
  verdict.coverage = coverage;
  verdict.findings = std::move(findings);
  PackageVerdict package;
  package.import_path = "p";
  package.end = PackageEnd::passed;
  package.judged = true;
  verdict.packages.push_back(package);
  return verdict;
}

BaselineEntry
entry(const std::string& fingerprint, std::int64_t count, const std::string& package = "p",
      std::vector<std::string> variants = {})
{
  return {fingerprint, std::move(variants), package, count, "2026-10-01", "old"};
}

Baseline
updated(const std::optional<Baseline>& old, const Verdict& verdict)
{
  return updated_baseline(old, {verdict}, "2026-11-21");
}

} // namespace

TEST_CASE("a first baseline has an entry for each leak that fails, with the day and the place")
{
  Finding allowed = leak("c", 9);
  allowed.disposition = Disposition::allowed;
  Finding below = leak("d", 9);
  below.disposition = Disposition::below_threshold;
  Finding heap = leak("e", 0);
  heap.kind = FindingKind::heap;
  CHECK(updated({}, verdict_of({leak("b", 2), leak("a", 1), allowed, below, heap})).entries ==
        std::vector<BaselineEntry>{
            {"a", {}, "p", 1, "2026-11-21", "chan receive in broker.(*Hub).Subscribe.func1"},
            {"b", {}, "p", 2, "2026-11-21", "chan receive in broker.(*Hub).Subscribe.func1"}});
}

TEST_CASE("counts only grow, entries keep their day, and nothing is taken out")
{
  const Baseline old{"b.json", {entry("a", 5), entry("b", 1), entry("z", 1)}};
  const Baseline now = updated(old, verdict_of({leak("a", 3), leak("b", 2)}));
  CHECK(now.file == "b.json");
  CHECK(now.entries == std::vector<BaselineEntry>{entry("a", 5), entry("b", 2), entry("z", 1)});
}

TEST_CASE("updating twice changes nothing more")
{
  const Verdict verdict = verdict_of({joined({"a", "b"}, 3), leak("c", 1)});
  const Baseline once = updated({}, verdict);
  CHECK(updated(once, verdict) == once);
}

TEST_CASE("a cluster is known by any of its variants and learns new ones")
{
  const Baseline old{"b.json", {entry("a", 2, "p", {"b"})}};
  const Baseline now = updated(old, verdict_of({joined({"b", "c"}, 3)}));
  CHECK(now.entries == std::vector<BaselineEntry>{entry("a", 3, "p", {"b", "c"})});
}

TEST_CASE("several results, as of shards, are taken together with the largest count")
{
  const Baseline now =
      updated_baseline({},
                       {verdict_of({leak("a", 1)}), verdict_of({leak("a", 4), leak("b", 1)}),
                        verdict_of({leak("a", 2)})},
                       "2026-11-21");
  REQUIRE(now.entries.size() == 2);
  CHECK(now.entries[0].count == 4);
  CHECK(now.entries[1].fingerprint == "b");
}

TEST_CASE("leaks that were recorded apart and are one now share what was recorded")
{
  const Baseline old{"b.json", {entry("a", 2), entry("b", 2)}};
  CHECK(updated(old, verdict_of({joined({"a", "b"}, 4)})).entries == old.entries);
  CHECK(updated(old, verdict_of({joined({"a", "b"}, 5)})).entries ==
        std::vector<BaselineEntry>{entry("a", 3), entry("b", 2)});
}

TEST_CASE("pruning removes what is gone, lowers what is fewer and adds nothing")
{
  const Baseline old{"b.json", {entry("a", 5), entry("b", 1), entry("c", 1)}};
  const Baseline now =
      pruned_baseline(old, {verdict_of({leak("a", 3), leak("b", 9), leak("n", 1)})});
  CHECK(now == Baseline{"b.json", {entry("a", 3), entry("b", 1)}});
}

TEST_CASE("pruning keeps what the result is silent about")
{
  const Baseline old{"b.json", {entry("a", 5), entry("q", 1, "q")}};
  CHECK(pruned_baseline(old, {verdict_of({leak("a", 5)})}) == old);
  CHECK(pruned_baseline(old, {verdict_of({}, Coverage::some_tests)}) == old);
  Verdict failed = verdict_of({});
  failed.packages[0].end = PackageEnd::failed;
  CHECK(pruned_baseline(old, {failed}) == old);
  Verdict unjudged = verdict_of({});
  unjudged.packages[0].judged = false;
  CHECK(pruned_baseline(old, {unjudged}) == old);
}

TEST_CASE("a package that is gone from a whole run, or has no tests, takes its entries with it")
{
  const Baseline old{"b.json", {entry("a", 1), entry("q", 1, "q")}};
  CHECK(pruned_baseline(old, {verdict_of({leak("a", 1)}, Coverage::everything)}) ==
        Baseline{"b.json", {entry("a", 1)}});
  Verdict untested = verdict_of({});
  untested.packages[0].end = PackageEnd::no_tests;
  untested.packages[0].judged = false;
  CHECK(pruned_baseline(old, {untested}) == Baseline{"b.json", {entry("q", 1, "q")}});
}

TEST_CASE("pruning with several results keeps the most that one of them saw")
{
  const Baseline old{"b.json", {entry("a", 5)}};
  const std::vector<Verdict> verdicts = {verdict_of({leak("a", 1)}), verdict_of({leak("a", 3)}),
                                         verdict_of({})};
  CHECK(pruned_baseline(old, verdicts) == Baseline{"b.json", {entry("a", 3)}});
}

TEST_CASE("what a test left that is skipped this time is neither gone, nor fewer, nor pruned")
{
  Finding finding = leak("a", 3);
  finding.test = "TestServe";
  finding.leakers = {{.test = "TestServe/tls", .count = 1}, {.test = "TestServe", .count = 2}};
  const Baseline baseline = updated({}, verdict_of({finding}));
  REQUIRE(baseline.entries.size() == 1);
  CHECK(baseline.entries[0].tests == std::vector<std::string>{"TestServe", "TestServe/tls"});

  const auto run_with = [](const std::string& test, TestOutcome outcome) {
    Verdict verdict = verdict_of({});
    PackageRun package;
    package.import_path = "p";
    package.tests.emplace_back().name = test;
    package.tests.back().outcome = outcome;
    verdict.run.packages.push_back(std::move(package));
    return verdict;
  };
  for (const std::string test : {"TestServe", "TestServe/tls"}) {
    const Verdict skipped = run_with(test, TestOutcome::skip);
    CHECK(pruned_baseline(baseline, {skipped}) == baseline);
    CHECK(rules::summarize_baseline(baseline, skipped).gone.empty());
  }
  for (const Verdict& ran :
       {run_with("TestServe", TestOutcome::pass), run_with("TestOther", TestOutcome::skip)}) {
    CHECK(pruned_baseline(baseline, {ran}).entries.empty());
    CHECK(rules::summarize_baseline(baseline, ran).gone == baseline.entries);
  }
}

TEST_CASE("what was left out, although the checkout has it, is not gone")
{
  Finding deep = leak("a", 1);
  deep.test = "TestDB/postgres/listen";
  Finding bench = leak("b", 1);
  bench.test = "BenchmarkB";
  const Finding other = leak("c", 1, "other/module");
  const Baseline baseline = updated({}, verdict_of({deep, bench, other}));
  REQUIRE(baseline.entries.size() == 3);
  Verdict now = verdict_of({}, Coverage::everything);
  PackageRun package;
  package.import_path = "p";
  package.tests.resize(2);
  package.tests[0].name = "TestDB";
  package.tests[0].outcome = TestOutcome::pass;
  package.tests[1].name = "TestDB/postgres";
  package.tests[1].outcome = TestOutcome::skip;
  now.run.packages.push_back(package);

  const InCheckout all = [](const auto&, const auto&, const auto&) { return true; };
  CHECK(pruned_baseline(baseline, {now}, all) == baseline);
  CHECK(rules::summarize_baseline(baseline, now, all).gone.empty());
  // Neither the benchmark nor the other module is there any more; the skipped test is.
  CHECK(rules::summarize_baseline(baseline, now).gone.size() == 2);
  const InCheckout module = [](const auto&, const std::string& of, const auto&) {
    return of == "other/module";
  };
  CHECK(pruned_baseline(baseline, {now}, module).entries.size() == 2);
}

TEST_CASE("of many tests an entry keeps the top-level ones")
{
  Finding finding = leak("a", 50);
  for (int i = 0; i < 50; ++i) {
    finding.leakers.push_back({.test = "TestTable/case_" + std::to_string(i), .count = 1});
  }
  const Baseline baseline = updated({}, verdict_of({finding}));
  CHECK(baseline.entries.at(0).tests == std::vector<std::string>{"TestTable"});
}

TEST_CASE("each of several entries that are one leak now stays when it is pruned")
{
  const Baseline old{"b.json", {entry("a", 2), entry("b", 2)}};
  CHECK(pruned_baseline(old, {verdict_of({joined({"a", "b"}, 2)})}) ==
        Baseline{"b.json", {entry("a", 2), entry("b", 1)}});
}

TEST_CASE("the summary says what was met, what is gone and what is fewer")
{
  const Baseline baseline{"b.json",
                          {entry("a", 5), entry("b", 1), entry("c", 1), entry("q", 1, "q")}};
  const BaselineSummary summary =
      rules::summarize_baseline(baseline, verdict_of({leak("a", 3), leak("b", 1), leak("n", 1)}));
  CHECK(summary == BaselineSummary{"b.json", 4, 2, {entry("c", 1)}, {entry("a", 3)}});
  const BaselineSummary part =
      rules::summarize_baseline(baseline, verdict_of({leak("a", 3)}, Coverage::some_tests));
  CHECK(part == BaselineSummary{"b.json", 4, 1, {}, {}});
}

TEST_CASE("what is started once is recorded too, other findings below a threshold are not")
{
  Finding once = leak("v1:once", 1);
  once.tier = Tier::one_time;
  once.disposition = Disposition::below_threshold;
  Finding permitted = leak("v1:permitted", 1);
  permitted.disposition = Disposition::below_threshold;
  const Baseline baseline = updated({}, verdict_of({once, permitted}));
  REQUIRE(baseline.entries.size() == 1);
  CHECK(baseline.entries[0].fingerprint == "v1:once");
}

TEST_CASE("an entry of another package identifies nothing")
{
  const Baseline forged{"b.json", {entry("v1:a", 9, "other", {"v1:b"})}};
  CHECK(rules::seen_of_baseline(forged, {leak("v1:a", 1), leak("v1:b", 1)}).empty());
}
