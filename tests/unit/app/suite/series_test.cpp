#include "reporters/json/result.hpp"
#include "rules/engine.hpp"
#include "rules/judging/figures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace leakgate;

namespace {

// As the probe takes them: each 4,096 the interval doubles. Large numbers, as a real service has.
std::vector<Sample>
two_hours()
{
  std::vector<Sample> samples;
  std::int64_t every = 100;
  for (std::int64_t at = every; at <= 7'200'000; at += every) {
    const auto n = static_cast<std::int64_t>(samples.size());
    samples.push_back({at, 1000 + n % 977, 8'000'000'000 + n * 1013, 900'000'000 + n, 100'000 + n,
                       900'000'000'000 + n, 99'000'000 + n, 90'000'000 + n, 90'000'000 + n,
                       90'000'000 + n, 900 + n % 89});
    every *= samples.size() % 4096 == 0 ? 2 : 1;
  }
  samples[5001].goroutines = 77'777;
  samples[9001].heap_live_bytes = 77'000'000'000;
  return samples;
}

} // namespace

TEST_CASE("series: that of a two-hour suite is less than 200 KB of JSON, with its extremes")
{
  Evidence evidence;
  PackageEvidence& package = evidence.packages.emplace_back();
  package.import_path = "example.com/soak";
  package.source = EvidenceSource::probe;
  package.before.emplace();
  package.after.emplace();
  evidence.run.packages.emplace_back().import_path = package.import_path;
  evidence.run.packages[0].end = PackageEnd::passed;
  const std::string bare = render_json(evaluate(evidence, {}, nullptr), {});
  package.samples = two_hours();
  REQUIRE(package.samples.size() > 15'000);
  const Verdict verdict = evaluate(evidence, {}, nullptr);
  const std::string whole = render_json(verdict, {});
  MESSAGE("a series of ", package.samples.size(), " samples takes ", whole.size() - bare.size(),
          " bytes of JSON");
  CHECK(whole.size() - bare.size() < 200'000);
  CHECK(whole.size() - bare.size() > 20'000);
  const auto& kept = verdict.packages.at(0).samples;
  CHECK(std::ranges::count(kept, 77'777, &Sample::goroutines) == 1);
  CHECK(std::ranges::count(kept, 77'000'000'000, &Sample::heap_live_bytes) == 1);
  CHECK(kept.back().at_ms == package.samples.back().at_ms);
}
