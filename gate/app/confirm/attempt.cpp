#include "gate/app/confirm/attempt.hpp"

#include "gate/app/confirm/suite_time.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace leakgate {

namespace {

using Names = std::set<std::string>;

bool
is_good(const ConfirmAttempt& attempt, int rounds)
{
  const bool snapshot = attempt.evidence && (attempt.evidence->source == EvidenceSource::probe ||
                                             attempt.evidence->source == EvidenceSource::cache);
  return snapshot && attempt.evidence->rounds.size() >= static_cast<std::size_t>(rounds);
}

Names
tests_with(const PackageRun& run, TestOutcome outcome)
{
  Names names;
  for (const TestCase& test : run.tests) {
    if (test.outcome == outcome) {
      names.emplace(rules::top_level_test(test.name));
    }
  }
  return names;
}

// The tests that ended the process. Next to one that panicked, those that ran in parallel
// had not ended either.
Names
culprits(const ConfirmAttempt& attempt)
{
  Names names = tests_with(attempt.run, TestOutcome::fail);
  if (names.empty() || attempt.cut_off) {
    names.merge(tests_with(attempt.run, TestOutcome::none));
  }
  return names;
}

} // namespace

std::set<std::string>
unfinished_tests(const PackageRun& run)
{
  return tests_with(run, TestOutcome::none);
}

bool
had_time(const std::set<std::string>& planned, const PackageRun& first, int rounds,
         std::chrono::milliseconds limit)
{
  return limit >= 2 * rounds * time_of(planned, first) + std::chrono::seconds(2);
}

std::set<std::string>
worth_another(const ConfirmAttempt& attempt, const std::set<std::string>& planned, int rounds)
{
  if (is_good(attempt, rounds)) {
    return {};
  }
  const Names out = culprits(attempt);
  Names rest;
  std::set_difference(planned.begin(), planned.end(), out.begin(), out.end(),
                      std::inserter(rest, rest.end()));
  // The same once more would end as it did, unless it was not left to end.
  return rest == planned && !attempt.cut_off ? Names() : rest;
}

void
replace_attempt(ConfirmAttempt& attempt, ConfirmAttempt again, const std::set<std::string>& planned)
{
  for (TestCase& test : attempt.run.tests) {
    // What was running when a process ended by itself had a part in it.
    const bool failed = test.outcome == TestOutcome::fail ||
                        (test.outcome == TestOutcome::none && !attempt.cut_off);
    if (failed && !planned.contains(std::string(rules::top_level_test(test.name)))) {
      test.outcome = TestOutcome::fail;
      again.run.tests.push_back(std::move(test));
    }
  }
  attempt = std::move(again);
}

} // namespace leakgate
