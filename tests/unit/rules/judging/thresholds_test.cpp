#include "gate/model/figure_table.hpp"
#include "rules/judging/thresholds.hpp"
#include "rules/matching/policy_rules.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

constexpr std::int64_t k_mib = 1 << 20;

PackageMeasures
heap(std::int64_t before, std::int64_t after)
{
  PackageMeasures measures;
  measures.heap = HeapSummary{before, after, false, {}};
  return measures;
}

std::vector<std::string>
messages(const PackageMeasures& measures, const Thresholds& limits)
{
  std::vector<std::string> out;
  for (const Finding& finding : threshold_findings("p", measures, limits)) {
    out.push_back(finding.message);
  }
  return out;
}

using Messages = std::vector<std::string>;

} // namespace

TEST_CASE("the first entry for a package counts, and where none is the run's thresholds do")
{
  Policy policy;
  policy.thresholds.goroutine_growth = 1;
  policy.packages = {{"example.com/app/legacy/...", {}, {".leakgate.yml", 20, 5}},
                     {"example.com/app/...", {}, {".leakgate.yml", 22, 5}}};
  policy.packages[0].thresholds.goroutine_growth = 5;
  policy.packages[1].thresholds.goroutine_growth = 7;
  const auto growth = [&](const char* package) {
    return thresholds_for(policy, {}, package).thresholds.goroutine_growth;
  };
  CHECK(growth("example.com/app/legacy/old") == 5);
  CHECK(growth("example.com/app/legacy") == 5);
  CHECK(growth("example.com/app/new") == 7);
  CHECK(growth("example.org/other") == 1);
  CHECK(thresholds_for(policy, {}, "example.com/app/legacy").where == ".leakgate.yml:20");
  CHECK(thresholds_for(policy, {}, "example.org/other").where.empty());
}

TEST_CASE("nothing is judged by a limit that is not set")
{
  PackageMeasures measures = heap(1, 1000 * k_mib);
  measures.sum.goroutines = measures.sum.blocked = 100;
  measures.sum.finalizer_percent = 1e9;
  measures.sum.finalizer_stuck = true;
  CHECK(messages(measures, {}).empty());
  CHECK(messages({}, {0, 0.0, 0.0, 0, 0.0}).empty());
}

TEST_CASE("the heap exceeds its limit when it exceeds both of those that are set")
{
  Thresholds both;
  both.heap_growth_bytes = 64 * k_mib;
  both.heap_growth_percent = 50;
  CHECK(messages(heap(100 * k_mib, 220 * k_mib), both) ==
        Messages{"live heap grew by 120.0 MiB (+120 %) in one run, warm-up included, limit 64 MiB "
                 "and 50 %"});
  CHECK(messages(heap(100 * k_mib, 160 * k_mib), both).empty());
  CHECK(messages(heap(1000 * k_mib, 1100 * k_mib), both).empty());
  CHECK(messages(heap(100 * k_mib, 164 * k_mib), both).empty());
  Thresholds percent;
  percent.heap_growth_percent = 12.5;
  CHECK(messages(heap(100 * k_mib, 120 * k_mib), percent) ==
        Messages{"live heap grew by 20.0 MiB (+20 %) in one run, warm-up included, limit 12.5 %"});
  CHECK(messages(heap(100 * k_mib, 80 * k_mib), percent).empty());
}

TEST_CASE("growth from nothing is more than any percentage")
{
  Thresholds percent;
  percent.heap_growth_percent = 50;
  CHECK(messages(heap(0, k_mib), percent) ==
        Messages{"live heap grew by 1.0 MiB in one run, warm-up included, limit 50 %"});
}

TEST_CASE("a heap finding points at the site that grew most")
{
  PackageMeasures measures = heap(0, k_mib);
  const Place site{"example.com/app.Fill", "fill.go", 7};
  measures.heap->sites = {{site, 900, 1}, {{}, 100, 1}};
  Thresholds limits;
  limits.heap_growth_bytes = 0;
  const auto findings = threshold_findings("p", measures, limits);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == FindingKind::heap);
  CHECK(findings[0].rule == "heap-growth");
  CHECK(findings[0].at == site);
  CHECK(findings[0].package == "p");
  CHECK(findings[0].count == 0);
  CHECK(findings[0].severity == Severity::medium);
  CHECK_FALSE(findings[0].fix.empty());
  CHECK(findings[0].fingerprint.size() == 35);
  CHECK(findings[0].fingerprint != threshold_findings("q", measures, limits)[0].fingerprint);
}

TEST_CASE("the share of blocked goroutines is judged from 50 goroutines on")
{
  Thresholds limits;
  limits.blocked_ratio = 0.9;
  PackageMeasures measures;
  measures.sum.goroutines = 50;
  measures.sum.blocked = 46;
  CHECK(messages(measures, limits) ==
        Messages{"46 of 50 goroutines are blocked (92 %), limit 90 %"});
  measures.sum.blocked = 45;
  CHECK(messages(measures, limits).empty());
  measures.sum.goroutines = measures.sum.blocked = 49;
  CHECK(messages(measures, limits).empty());
}

TEST_CASE("a finalizer that waits too long is a finding, and one that never runs too")
{
  Thresholds limits;
  limits.finalizer_wait_percent = 200;
  PackageMeasures measures;
  measures.sum.finalizer_percent = 300;
  CHECK(messages(measures, limits) ==
        Messages{"a finalizer waited for 300 % of the GC's total pause, limit 200 %"});
  measures.sum.finalizer_percent = 200;
  CHECK(messages(measures, limits).empty());
  measures.sum.finalizer_percent.reset();
  measures.sum.finalizer_stuck = true;
  CHECK(messages(measures, limits) ==
        Messages{"a finalizer that was set after the tests never ran, limit 200 % of the GC's "
                 "total pause"});
}

TEST_CASE("a finalizer is stuck when memory was measured and it was not seen")
{
  PackageEvidence evidence;
  CHECK_FALSE(measures_of(evidence, 0, 0).finalizer_stuck);
  evidence.after.emplace();
  CHECK_FALSE(measures_of(evidence, 0, 0).finalizer_stuck);
  evidence.after->memory.emplace().gc_pause_ns = 200;
  CHECK(measures_of(evidence, 0, 0).finalizer_stuck);
  CHECK_FALSE(measures_of(evidence, 0, 0).finalizer_percent);
  evidence.finalizer_wait_ns = 300;
  CHECK_FALSE(measures_of(evidence, 0, 0).finalizer_stuck);
  CHECK(measures_of(evidence, 0, 0).finalizer_percent == 150);
}

TEST_CASE("collector, scheduler, objects and states have limits of their own")
{
  PackageMeasures measures;
  Figures& figures = measures.figures.emplace();
  figures.set("heap_objects", 12);
  figures.set("runnable", 40);
  figures.set("gc_pause_p99_ns", 10'500'000);
  figures.set("sched_latency_p99_ns", 60'000'000);
  measures.states = {{"sleep", 11}, {"select", 5}};
  Thresholds limits;
  CHECK(messages(measures, limits).empty());
  limits.figures.set("heap_objects", 11);
  limits.figures.set("runnable", 39);
  limits.figures.set("gc_pause_p99_ns", 10'000'000);
  limits.figures.set("sched_latency_p99_ns", 50'000'000);
  limits.states = {{"sleep", 10}, {"select", 5}, {"chan receive", 0}};
  CHECK(messages(measures, limits) ==
        Messages{"12 objects live after the tests, limit 11",
                 "40 goroutines waited for their turn at one moment, limit 39",
                 "one of 100 pauses of the collector takes 10.5 ms or longer, limit 10 ms",
                 "one of 100 goroutines waits for its turn 60 ms or longer, limit 50 ms",
                 "11 goroutines in sleep after the tests, limit 10"});
  limits.figures.set("heap_objects", 12);
  limits.figures.set("runnable", 40);
  limits.figures.set("gc_pause_p99_ns", 11'000'000);
  limits.figures.set("sched_latency_p99_ns", 60'000'000);
  limits.states = {{"sleep", 11}};
  CHECK(messages(measures, limits).empty());
}

TEST_CASE("each limit of a figure has a rule, and says what it is over with both numbers")
{
  for (const FigureLimit& limit : k_figure_limits) {
    CAPTURE(limit.key);
    PackageMeasures measures;
    measures.figures.emplace().set(limit.figure, 7'000'000);
    Thresholds limits;
    limits.figures.set(limit.figure, 0);
    const auto findings = threshold_findings("p", measures, limits);
    REQUIRE(findings.size() == 1);
    CHECK(policy_rule(findings[0].rule) != nullptr);
    CHECK(findings[0].message.find('7') != std::string::npos);
    CHECK(findings[0].message.find(", limit 0") != std::string::npos);
  }
}
