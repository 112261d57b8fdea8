#include "rules/heap/heap_findings.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

constexpr std::int64_t k_mib = 1 << 20;

struct Package
{
  HeapPackage checked;
  SourceRoots roots = evidence_of({}).roots;
  std::vector<Finding> findings;

  // What one stack keeps more after each of six rounds.
  void
  keeps(const std::vector<Frame>& stack, std::int64_t bytes, std::int64_t objects)
  {
    if (!checked.apart) {
      checked.apart.emplace().evidence.rounds.resize(6);
    }
    std::int64_t number = 0;
    for (Round& round : checked.apart->evidence.rounds) {
      ++number;
      round.heap = round.heap.value_or(HeapProfile{});
      round.heap->sites.push_back({stack, 0, 0, number * objects, number * bytes});
    }
  }

  void
  leaks(const std::string& test, std::int64_t count, const Frame& entry)
  {
    Finding& finding = findings.emplace_back();
    finding.leakers = {{test, count, Tier::growing}};
    finding.stack = {go_frame("runtime.gopark", "runtime/proc.go", 1), entry};
  }

  std::vector<Finding>
  told()
  {
    std::vector<Finding*> all;
    for (Finding& finding : findings) {
      all.push_back(&finding);
    }
    rules::SourceNames sources(roots);
    rules::tell_held(all, checked, 2, rules::TestNames(k_package, nullptr), sources);
    return findings;
  }
};

const Frame k_serve = frame("serve", "hub.go", 5);
const Frame k_poll = frame("poll", "hub.go", 50);

} // namespace

TEST_CASE("held: what the goroutine itself allocates, for each of them")
{
  Package package;
  package.leaks("TestA", 4, k_serve);
  package.leaks("TestA", 1, k_poll);
  package.keeps({frame("buffer", "hub.go", 9), k_serve}, 4 * k_mib, 40);
  const auto told = package.told();
  CHECK(told[0].held == HeldMemory{k_mib, 10});
  CHECK_FALSE(told[1].held.has_value());
}

TEST_CASE("held: what the test allocates is that of its only leak, and of nobody where it has two")
{
  Package package;
  const std::vector<Frame> stack = {frame("New", "hub.go", 9), frame("TestA", "hub_test.go", 3),
                                    go_frame("testing.tRunner", "testing/testing.go", 1)};
  package.leaks("TestA/sub", 2, k_serve);
  package.leaks("TestB", 2, k_poll);
  package.keeps(stack, 2 * k_mib, 2);
  CHECK(package.told()[0].held == HeldMemory{k_mib, 1});
  package.findings[0].held.reset();
  package.leaks("TestA", 1, k_poll);
  CHECK_FALSE(package.told()[0].held.has_value());
}

TEST_CASE("held: what follows from another leak is counted with its cause")
{
  Package package;
  package.leaks("TestA", 1, k_serve);
  package.leaks("TestA", 1, k_poll);
  package.findings[1].caused_by = "v2:cause";
  package.keeps({frame("New", "hub.go", 9), frame("start", "hub.go", 1)}, k_mib, 1);
  CHECK(package.told()[0].held == HeldMemory{k_mib, 1});
  CHECK_FALSE(package.told()[1].held.has_value());
}

TEST_CASE("held: a few bytes are not worth telling, and without rounds nothing is known")
{
  Package package;
  package.leaks("TestA", 2, k_serve);
  CHECK_FALSE(package.told()[0].held.has_value());
  package.keeps({k_serve}, 1000, 4);
  CHECK_FALSE(package.told()[0].held.has_value());
}
