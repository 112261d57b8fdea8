#include "gate/app/confirm/blame.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <vector>

using namespace leakgate;
using Names = std::set<std::string>;

namespace {

constexpr std::int64_t k_much = 1000;
constexpr std::int64_t k_slack = 100;

// A package in which TestA fills what TestB empties, and the tests in `leaks` keep something.
struct Package
{
  Names leaks;
  bool has_filler = false;
  std::size_t most_runs = 100;
  std::vector<Names> ran = {};

  std::optional<std::int64_t>
  grown(const Names& tests)
  {
    ran.push_back(tests);
    if (ran.size() > most_runs) {
      return std::nullopt;
    }
    const bool fills = has_filler && tests.contains("TestA") && !tests.contains("TestB");
    return (fills ? 2 * k_much : 0) +
           k_much * std::ranges::count_if(tests, [&](const auto& t) { return leaks.contains(t); });
  }

  Names
  blamed(const Names& tests)
  {
    const std::int64_t wanted = k_much * static_cast<std::int64_t>(leaks.size());
    return blamed_tests(tests, wanted, k_slack, [&](const Names& some) { return grown(some); });
  }
};

const Names k_all = {"TestA", "TestB", "TestC", "TestD", "TestE", "TestF"};

} // namespace

TEST_CASE("blame: the tests that keep something, confirmed by running all others")
{
  Package one{{"TestD"}};
  CHECK(one.blamed(k_all) == Names{"TestD"});
  CHECK(one.ran.back() == Names{"TestA", "TestB", "TestC", "TestE", "TestF"});
  Package two{{"TestB", "TestF"}};
  CHECK(two.blamed(k_all) == Names{"TestB", "TestF"});
}

TEST_CASE("blame: a test whose memory another one gives back is not blamed, and who leaks is found")
{
  Package package{{"TestC"}, true};
  CHECK(package.blamed(k_all) == Names{"TestC"});
  Package beside{{"TestC", "TestE"}, true};
  CHECK(beside.blamed({"TestA", "TestB", "TestC", "TestD", "TestE"}) == Names{"TestC", "TestE"});
}

TEST_CASE("blame: nobody where it contradicts itself")
{
  // It grows with all of them, and with none alone.
  const Names nobody = blamed_tests(k_all, k_much, k_slack, [](const Names& tests) {
    return std::optional<std::int64_t>(tests.size() == k_all.size() ? k_much : 0);
  });
  CHECK(nobody.empty());
}

TEST_CASE("blame: each set runs once, and without time nobody is blamed who is not certain")
{
  Package package{{"TestB", "TestC", "TestF"}, true};
  (void)package.blamed(k_all);
  for (const Names& tests : package.ran) {
    CHECK(std::ranges::count(package.ran, tests) == 1);
  }
  Package slow{{"TestF"}, false, 3};
  CHECK(slow.blamed(k_all).empty());
}

TEST_CASE("blame: a package with one test has nobody else")
{
  Package one{{"TestA"}};
  CHECK(one.blamed({"TestA"}) == Names{"TestA"});
}
