#include "gate/app/confirm/timer_hunt.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;
using Names = std::set<std::string>;

namespace {

// A package in which the tests of `culprits` bring one goroutine back each.
struct Package
{
  Names tests;
  Names culprits;
  std::size_t most = 100; ///< processes for which there is time
  std::vector<Names> ran = {};

  std::vector<Names>
  narrowed_down(std::int64_t wanted = 1)
  {
    narrow_down(tests, wanted, [&](const Names& names) -> std::optional<std::int64_t> {
      if (ran.size() == most) {
        return std::nullopt;
      }
      ran.push_back(names);
      return std::ranges::count_if(names,
                                   [&](const auto& each) { return culprits.contains(each); });
    });
    return ran;
  }
};

Names
many(int count)
{
  Names names;
  for (int i = 0; i < count; ++i) {
    names.insert("Test" + std::string(1, static_cast<char>('A' + i)));
  }
  return names;
}

Finding
callback()
{
  Finding finding;
  finding.package = "m/a";
  finding.fingerprint = "v2:1";
  finding.count = 2;
  finding.started.function = "time.goFunc";
  return finding;
}

std::vector<Hunt>
hunts(const Finding& finding, EvidenceSource source = EvidenceSource::probe)
{
  Verdict verdict;
  verdict.findings = {finding};
  verdict.packages.resize(1);
  verdict.packages[0].import_path = "m/a";
  verdict.packages[0].end = PackageEnd::passed;
  verdict.packages[0].source = source;
  return plan_hunts(verdict);
}

} // namespace

TEST_CASE("timer hunt: halves lead to the test, which runs alone at last")
{
  Package package{many(8), {"TestF"}};
  const auto ran = package.narrowed_down();
  CHECK(ran.back() == Names{"TestF"});
  CHECK(ran.size() <= 4);
}

TEST_CASE("timer hunt: where several bring it back, all are found")
{
  Package package{many(6), {"TestA", "TestF"}};
  const auto ran = package.narrowed_down(2);
  CHECK(std::ranges::count(ran, Names{"TestA"}) == 1);
  CHECK(std::ranges::count(ran, Names{"TestF"}) == 1);
}

TEST_CASE("timer hunt: it ends where nothing brings it back, where there is no time, with one test")
{
  Package nothing{many(8), {}};
  CHECK(nothing.narrowed_down().size() <= 4);
  Package slow{many(8), {"TestH"}, 2};
  CHECK(slow.narrowed_down().size() == 2);
  Package one{many(1), {"TestA"}};
  CHECK(one.narrowed_down() == std::vector<Names>{{"TestA"}});
  Package none{{}, {}};
  CHECK(none.narrowed_down().empty());
}

TEST_CASE("timer hunt: what a timer left, without a test and reported, is hunted")
{
  CHECK(hunts(callback()) == std::vector<Hunt>{{"m/a", "v2:1", 2}});
  Finding child = callback();
  child.started.function = "m/a.run";
  child.ancestors = {{8, {}, Frame{"time.goFunc", "time/sleep.go", 215}}};
  CHECK(hunts(child).size() == 1);
}

TEST_CASE("timer hunt: nothing else is")
{
  Finding known = callback();
  known.test = "TestA";
  CHECK(hunts(known).empty());
  Finding allowed = callback();
  allowed.disposition = Disposition::allowed;
  CHECK(hunts(allowed).empty());
  Finding other = callback();
  other.started.function = "m/a.Run";
  CHECK(hunts(other).empty());
  CHECK(hunts(callback(), EvidenceSource::crash).empty());
}
