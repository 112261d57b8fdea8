#include "rules/causes/links.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

using Tests = std::set<std::string>;

// Empty where one of its goroutines is of no test.
Tests
tests_of(const Finding& finding)
{
  Tests out;
  for (const Leaker& leaker : finding.leakers) {
    out.insert(leaker.test);
  }
  return out.contains("") ? Tests{} : out;
}

// The functions that close what would end it for certain, with their files; not those of tests,
// which close by hand.
std::set<std::pair<std::string, std::string>>
closers_of(const Finding& finding)
{
  std::set<std::pair<std::string, std::string>> out;
  for (const WayOut& way : finding.exits) {
    for (const Place& at : way.closed) {
      if (way.certain && !at.file.ends_with("_test.go")) {
        out.emplace(at.file, at.function);
      }
    }
  }
  return out;
}

struct Ended
{
  std::size_t index;
  Tests tests;
};

} // namespace

// Of the same tests, and the code that ends the one ends the other: `c.Close()` behind two lines.
void
link_same_ends(CauseLinks& links)
{
  std::map<std::pair<std::string, Tests>, std::size_t> first;
  for (const std::size_t i : links.open()) {
    const std::string code(code_in(links.finding(i).fix));
    Tests tests = tests_of(links.finding(i));
    if (code.empty() || tests.empty()) {
      continue;
    }
    const auto [head, added] = first.emplace(std::pair(code, std::move(tests)), i);
    if (!added) {
      links.link(i, head->second, "ended by the same call");
    }
  }
}

// One function closes what each of them waits for, and in their tests nobody came to it: the one of
// most tests is the cause, and of those one that has a cause already.
void
link_same_closers(CauseLinks& links)
{
  std::map<std::pair<std::string, std::string>, std::vector<Ended>> by_closer;
  std::vector<std::size_t> open = links.open();
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links.is_reported(i) && links.root_of(i) != i) {
      open.push_back(i);
    }
  }
  for (const std::size_t i : open) {
    for (auto& closer : closers_of(links.finding(i))) {
      by_closer[closer].push_back({i, tests_of(links.finding(i))});
    }
  }
  for (auto& [closer, all] : by_closer) {
    std::ranges::stable_sort(all, {}, [&](const Ended& each) {
      return std::tuple(-static_cast<std::ptrdiff_t>(each.tests.size()),
                        links.root_of(each.index) == each.index);
    });
    for (const Ended& each : all) {
      const auto head = std::ranges::find_if(all, [&](const Ended& other) {
        return other.index != each.index && !each.tests.empty() &&
               std::ranges::includes(other.tests, each.tests);
      });
      if (head != all.end()) {
        links.link(each.index, head->index, "what ends that one ends it too");
      }
    }
  }
}

} // namespace leakgate::rules
