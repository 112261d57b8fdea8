#include "rules/judging/figures.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace leakgate;
using namespace leakgate::test;

namespace {

HeapSite
site(std::vector<Frame> frames, std::int64_t objects, std::int64_t bytes)
{
  return {std::move(frames), 0, 0, objects, bytes};
}

HeapSummary
summary_of(std::vector<HeapSite> before, std::vector<HeapSite> after)
{
  Evidence evidence = evidence_of({});
  PackageEvidence& package = evidence.packages[0];
  package.before->memory.emplace().heap_alloc_bytes = 1000;
  package.after->memory.emplace().heap_alloc_bytes = 900;
  package.before->heap = HeapProfile{std::move(before), 524288};
  package.after->heap = HeapProfile{std::move(after), 524288};
  rules::SourceNames sources(evidence.roots);
  return *rules::heap_summary(package, sources);
}

} // namespace

TEST_CASE("growth is what is in use after minus before, by the line that allocated")
{
  const Frame grow = frame("Grow", "hub.go", 8);
  const HeapSummary summary = summary_of({site({grow, frame("A", "hub.go", 1)}, 1, 100)},
                                         {site({grow, frame("A", "hub.go", 1)}, 3, 300),
                                          site({grow, frame("B", "hub.go", 2)}, 1, 50)});
  CHECK(summary.before_bytes == 1000);
  CHECK(summary.after_bytes == 900);
  REQUIRE(summary.sites.size() == 1);
  CHECK(summary.sites[0] ==
        HeapGrowth{{"example.com/app/broker.Grow", "broker/hub.go", 8}, 250, 3});
}

TEST_CASE("the runtime's own frames are not the site")
{
  const HeapSummary summary =
      summary_of({}, {site({{"runtime.mallocgc", "", 1}, frame("Grow", "hub.go", 8)}, 1, 16)});
  REQUIRE(summary.sites.size() == 1);
  CHECK(summary.sites[0].site.line == 8);
}

TEST_CASE("sites that shrank are not shown, nor what taking the snapshot allocates")
{
  const HeapSummary summary =
      summary_of({site({frame("Free", "hub.go", 3)}, 2, 64)},
                 {site({go_frame("compress/flate.NewWriter", "compress/flate/deflate.go", 7),
                        go_frame("runtime/pprof.writeHeap", "runtime/pprof/pprof.go", 1)},
                       1, 4096),
                  site({go_frame("testing.leakgateOpen", "testing/zz_leakgate.go", 1)}, 1, 4096)});
  CHECK(summary.sites.empty());
}

TEST_CASE("the ten sites that grew most are shown, the largest first and equal ones by name")
{
  std::vector<HeapSite> after;
  for (int i = 0; i < 12; ++i) {
    after.push_back(site({frame("F", "hub.go", 20 - i)}, 1, i < 2 ? 7 : 100));
  }
  after.push_back(site({frame("Most", "hub.go", 1)}, 1, 500));
  const HeapSummary summary = summary_of({}, after);
  REQUIRE(summary.sites.size() == 10);
  CHECK(summary.sites[0].site.function == "example.com/app/broker.Most");
  CHECK(summary.sites[1].site.line == 9);
  CHECK(summary.sites[9].site.line == 17);
}

TEST_CASE("numbers at the end of their range do not overflow")
{
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const Frame grow = frame("Grow", "hub.go", 8);
  const HeapSummary summary = summary_of({site({grow}, least, least)}, {site({grow}, most, most)});
  REQUIRE(summary.sites.size() == 1);
  CHECK(summary.sites[0].bytes == most);
}

TEST_CASE("without memory statistics there is no summary, without profiles there are no sites")
{
  Evidence evidence = evidence_of({});
  rules::SourceNames sources(evidence.roots);
  CHECK_FALSE(rules::heap_summary(evidence.packages[0], sources).has_value());
  evidence.packages[0].before->memory.emplace();
  evidence.packages[0].after->memory.emplace();
  CHECK(rules::heap_summary(evidence.packages[0], sources)->sites.empty());
}

TEST_CASE("only the probe and the profiler themselves are left out, not who is called like them")
{
  const HeapSummary summary =
      summary_of({}, {site({{"testing.leakgate.example.com/x.Grow", "/x/x.go", 1}}, 1, 16),
                      site({{"runtime/pprof.example.com/x.Grow", "/y/x.go", 1}}, 1, 8),
                      site({{"testing.leakgateRun", "", 1}}, 1, 4),
                      site({{"runtime/pprof.writeProfile", "", 1}}, 1, 2)});
  REQUIRE(summary.sites.size() == 2);
  CHECK(summary.sites[0].bytes == 16);
  CHECK(summary.sites[1].bytes == 8);
}
