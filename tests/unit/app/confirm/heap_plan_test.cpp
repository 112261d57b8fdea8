#include "gate/app/confirm/heap_plan.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

constexpr std::int64_t k_mib = 1 << 20;

struct Suite
{
  Verdict verdict;
  Evidence evidence;
  Policy policy;

  explicit Suite(std::int64_t bytes, std::int64_t objects = 10)
  {
    PackageVerdict& package = verdict.packages.emplace_back();
    package.import_path = "m/a";
    package.end = PackageEnd::passed;
    package.source = EvidenceSource::probe;
    package.judged = true;
    PackageEvidence& process = evidence.packages.emplace_back();
    process.import_path = "m/a";
    process.before.emplace().memory.emplace();
    MemoryStats& after = process.after.emplace().memory.emplace();
    after.heap_alloc_bytes = bytes;
    after.heap_objects = objects;
    PackageRun& run = evidence.run.packages.emplace_back();
    run.import_path = "m/a";
    for (const char* name : {"TestA", "TestB", "TestB/sub", "ExampleC"}) {
      run.tests.push_back({name, TestOutcome::pass, {}, ""});
    }
    run.tests.push_back({"TestFails", TestOutcome::fail, {}, ""});
  }

  [[nodiscard]] std::vector<HeapTarget>
  plan() const
  {
    return plan_heap_check(verdict, evidence, policy);
  }

  void
  leak(const std::string& test, Tier tier, std::int64_t count)
  {
    Finding& finding = verdict.findings.emplace_back();
    finding.package = "m/a";
    finding.leakers = {{test, count, tier}};
  }
};

} // namespace

TEST_CASE("heap plan: a package whose heap grew by the trigger, with the tests that passed")
{
  CHECK(Suite(k_mib).plan() ==
        std::vector<HeapTarget>{{"m/a", {"TestA", "TestB"}, {}, false, k_mib}});
  CHECK(Suite(k_mib - 1).plan().empty());
  CHECK(Suite(0, 10'000).plan().size() == 1);
  CHECK(Suite(0, 9'999).plan().empty());
}

TEST_CASE("heap plan: all packages, or none")
{
  Suite suite(0);
  suite.policy.heap.check = HeapChecking::on;
  CHECK(suite.plan().size() == 1);
  Suite large(100 * k_mib);
  large.policy.heap.check = HeapChecking::off;
  CHECK(large.plan().empty());
}

TEST_CASE("heap plan: what was accepted is looked for again")
{
  Suite suite(0);
  BaselineEntry entry;
  entry.package = "m/a";
  suite.policy.baseline = Baseline{"b.json", {entry}};
  CHECK(suite.plan().empty());
  suite.policy.baseline->entries[0].heap = true;
  CHECK(suite.plan().size() == 1);
}

TEST_CASE("heap plan: tests that leak goroutines run without the others, if these hold memory")
{
  Suite suite(8 * k_mib);
  suite.leak("TestB/sub", Tier::growing, 4);
  CHECK(suite.plan() == std::vector<HeapTarget>{{"m/a", {"TestA"}, {"TestB"}, true, 8 * k_mib}});
  Suite bare(8 * k_mib);
  bare.leak("TestB", Tier::lingering, 10'000);
  CHECK(bare.plan() == std::vector<HeapTarget>{{"m/a", {"TestA"}, {"TestB"}, false, 8 * k_mib}});
  Suite once(8 * k_mib);
  once.leak("TestB", Tier::one_time, 1);
  CHECK(once.plan() == std::vector<HeapTarget>{{"m/a", {"TestA", "TestB"}, {}, false, 8 * k_mib}});
}

TEST_CASE("heap plan: what did not come to its end, or ran in several processes, shows nothing")
{
  Suite crashed(8 * k_mib);
  crashed.verdict.packages[0].end = PackageEnd::crashed;
  CHECK(crashed.plan().empty());
  Suite unjudged(8 * k_mib);
  unjudged.verdict.packages[0].judged = false;
  CHECK(unjudged.plan().empty());
  Suite several(8 * k_mib);
  several.evidence.packages.push_back(several.evidence.packages[0]);
  CHECK(several.plan().empty());
}

TEST_CASE("heap plan: a suite with -count or -cpu, which has rounds of its own, is looked at like "
          "any other")
{
  Suite counted(8 * k_mib);
  counted.evidence.packages[0].rounds.resize(2);
  CHECK(!counted.plan().empty());
}

TEST_CASE("heap plan: the quickest packages have their turn first")
{
  TestRun run;
  std::vector<HeapTarget> targets;
  for (const auto& [name, seconds] : {std::pair("m/a", 3.0), {"m/b", 0.5}, {"m/c", 0.5}}) {
    PackageRun& package = run.packages.emplace_back();
    package.import_path = name;
    TestCase& test = package.tests.emplace_back();
    test.name = "TestA";
    test.elapsed = std::chrono::duration<double>(seconds);
    targets.push_back({name, {"TestA"}, {}, false, 0});
  }
  const auto order = [](const std::vector<HeapTarget>& all) {
    std::string out;
    for (const HeapTarget& target : all) {
      out += target.package + " ";
    }
    return out;
  };
  CHECK(order(quickest_first(targets, run)) == "m/b m/c m/a ");
  CHECK(order(quickest_first(targets, {})) == "m/a m/b m/c ");
}
