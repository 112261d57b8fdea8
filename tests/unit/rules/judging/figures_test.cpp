#include "rules/judging/figures.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;

namespace {

// A suite of two hours at ten samples a second, as the probe thins them: one has a peak.
std::vector<Sample>
long_run(std::size_t count, std::size_t peak)
{
  std::vector<Sample> samples(count);
  for (std::size_t i = 0; i < count; ++i) {
    samples[i].at_ms = static_cast<std::int64_t>(i) * 100;
    samples[i].goroutines = 10;
    samples[i].heap_live_bytes = 1000;
  }
  samples[peak].goroutines = 999;
  samples[peak + 1].heap_live_bytes = 77'000;
  samples[peak + 2].runnable = 55;
  samples[peak + 3].goroutines = 2;
  return samples;
}

} // namespace

TEST_CASE("samples: a few are kept as they are")
{
  const auto samples = long_run(100, 20);
  CHECK(rules::thinned(samples) == samples);
}

TEST_CASE("samples: of many the extremes stay, in order, and no more than the limit")
{
  const auto samples = long_run(72'000, 31'234);
  const auto kept = rules::thinned(samples);
  CHECK(kept.size() <= rules::k_most_samples);
  CHECK(std::ranges::is_sorted(kept, {}, &Sample::at_ms));
  CHECK(kept.front() == samples.front());
  CHECK(kept.back() == samples.back());
  for (const std::size_t extreme : {31'234U, 31'235U, 31'236U, 31'237U}) {
    CHECK(std::ranges::find(kept, samples[extreme]) != kept.end());
  }
}

TEST_CASE("figures: the longest wait of a finalizer, while tests ran or behind them")
{
  PackageEvidence evidence;
  CHECK_FALSE(rules::figures_of(evidence).has_value());
  evidence.after.emplace().memory.emplace();
  evidence.after->figures.set("gc_pause_p99_ns", 7);
  evidence.finalizer_wait_ns = 10;
  CHECK(rules::figures_of(evidence)->of("finalizer_wait_ns") == 10);
  evidence.finalizer_longest_ns = 1000;
  evidence.finalizers_timed = 3;
  Sample sample;
  sample.finalizers_queued = 50;
  sample.finalizers_executed = 8;
  sample.runnable = 6;
  evidence.samples = {sample};
  const Figures figures = *rules::figures_of(evidence);
  CHECK(figures.of("finalizer_wait_ns") == 1000);
  CHECK(figures.of("finalizers_timed") == 3);
  CHECK(figures.of("finalizers_waiting") == 42);
  CHECK(figures.of("runnable") == 6);
  CHECK(figures.of("gc_pause_p99_ns") == 7);
  CHECK(figures.of("sched_latency_p99_ns") == -1);
}

TEST_CASE("figures: of several processes the worse counts")
{
  Figures a;
  a.set("runnable", 3);
  Figures b;
  b.set("heap_objects", 9);
  const Figures both = rules::worse(a, b);
  CHECK(both.of("runnable") == 3);
  CHECK(both.of("heap_objects") == 9);
  CHECK(both.of("sys_bytes") == -1);
}
