#include "reporters/wording/each_of_tests.hpp"

#include "reporters/wording/ci_place.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace leakgate::each_of_tests {

namespace {

Finding
of_test(const Finding& finding, const Leaker& leaker)
{
  Finding own = finding;
  own.test = leaker.test;
  (is_heap_leak(finding) ? own.called : own.at) = leaker.at;
  own.count = leaker.count;
  own.tier = leaker.tier;
  own.rounds = leaker.rounds;
  own.confirm_note = leaker.note;
  own.excused = 0;
  own.leakers = {leaker};
  if (is_heap_leak(finding) && own.rounds.empty()) {
    own.rounds = finding.rounds; // of a test that other tests' sites stand for
  }
  return own;
}

template <typename Wanted>
std::vector<Finding>
others_that(const Finding& finding, std::size_t most, Wanted wanted)
{
  std::vector<Finding> out;
  const std::vector<const Leaker*> leaking = finding_text::leaking_tests(finding);
  for (const Leaker* leaker : leaking) {
    if (out.size() == most) {
      break;
    }
    if (leaker->test != finding.test && wanted(*leaker)) {
      out.push_back(of_test(finding, *leaker));
    }
  }
  return out;
}

} // namespace

Finding
first(const Finding& finding)
{
  const std::vector<const Leaker*> leaking = finding_text::leaking_tests(finding);
  const auto found = std::ranges::find(leaking, finding.test, &Leaker::test);
  if (leaking.size() < 2 || found == leaking.end()) {
    return finding;
  }
  if ((*found)->at.known()) {
    return of_test(finding, **found);
  }
  Finding own = finding; // results of earlier releases know no more of a leaker than its number
  own.count = (*found)->count;
  return own;
}

std::vector<Finding>
others(const Finding& finding, std::size_t most)
{
  return others_that(finding, most, [](const Leaker&) { return true; });
}

std::vector<Finding>
others_elsewhere(const Finding& finding, const SourceRoots& roots, std::size_t most)
{
  if (is_heap_leak(finding)) {
    return {}; // the mark is at the allocation, which is one for all of them
  }
  std::set<std::pair<std::string, int>> taken;
  const auto is_new = [&](const Place& at) {
    const auto place = ci_place(at, roots);
    return place && taken.emplace(place->path, place->line).second;
  };
  (void)is_new(finding.at);
  return others_that(finding, most, [&](const Leaker& leaker) { return is_new(leaker.at); });
}

std::string
count_and_line(const Leaker& leaker, const Finding& finding)
{
  const bool elsewhere =
      leaker.at.known() && (leaker.at.file != finding.at.file || leaker.at.line != finding.at.line);
  const std::int64_t amount = is_heap_leak(finding) && !leaker.rounds.empty()
                                  ? *std::ranges::min_element(leaker.rounds)
                                  : leaker.count;
  return fmt::format("{}{}{}", amount_of(finding, amount), elsewhere ? " at " : "",
                     elsewhere ? finding_text::file_and_line(leaker.at) : "");
}

} // namespace leakgate::each_of_tests
