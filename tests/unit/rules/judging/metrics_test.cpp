#include "gate/model/metric.hpp"
#include "rules/judging/metrics.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

PackageEvidence
process(std::int64_t before, std::int64_t after, std::int64_t settle_ms)
{
  PackageEvidence evidence;
  evidence.before.emplace().goroutines = before;
  evidence.after.emplace().goroutines = after;
  evidence.settle_ms = settle_ms;
  return evidence;
}

} // namespace

TEST_CASE("deltas add up over the packages, also when one shrank; the slowest settling counts")
{
  rules::Metrics metrics;
  metrics.add(rules::measures_of(process(2, 7, 40), 7, 3));
  metrics.add(rules::measures_of(process(3, 2, 2000), 1, 1));
  metrics.add_reported(4);
  const auto values = metrics.values();
  CHECK(values.at("GoroutinesDelta") == 4);
  CHECK(values.at("GoroutinesReported") == 4);
  CHECK(values.at("SettleTimeMilliseconds") == 2000);
  CHECK(values.at("BlockedGoroutinesRatio") == 0.5);
  CHECK(values.size() == 4);
}

TEST_CASE("the finalizer wait is given in percent of the GC pause, of the worst package")
{
  PackageEvidence slow = process(1, 1, 0);
  slow.finalizer_wait_ns = 300;
  slow.after->memory.emplace().gc_pause_ns = 100;
  PackageEvidence fast = process(1, 1, 0);
  fast.finalizer_wait_ns = 50;
  fast.after->memory.emplace().gc_pause_ns = 100;
  rules::Metrics metrics;
  metrics.add(rules::measures_of(slow, 1, 0));
  metrics.add(rules::measures_of(fast, 1, 0));
  CHECK(metrics.values().at("FinalizerWaitTimePercent") == 300);
}

TEST_CASE("what was not measured is not there")
{
  CHECK(rules::Metrics{}.values().empty());
  rules::Metrics metrics;
  PackageEvidence evidence = process(1, 0, 0);
  evidence.finalizer_wait_ns = 300;
  evidence.after->memory.emplace();
  metrics.add(rules::measures_of(evidence, 0, 0));
  CHECK(metrics.values().count("FinalizerWaitTimePercent") == 0);
  CHECK(metrics.values().count("BlockedGoroutinesRatio") == 0);
  CHECK(metrics.values().at("GoroutinesDelta") == 0);
}

TEST_CASE("every metric that is measured is in the table that merges and shows them")
{
  rules::Metrics metrics;
  metrics.add(rules::measures_of(process(2, 7, 40), 7, 3));
  metrics.add_reported(4);
  for (const auto& [name, value] : metrics.values()) {
    CAPTURE(name);
    const MetricInfo* metric = find_metric(name);
    REQUIRE(metric != nullptr);
    CHECK(metric->help.ends_with("."));
  }
  CHECK(find_metric("Made up") == nullptr);
}
