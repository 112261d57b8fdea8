#pragma once

#include "gate/capture/go_test_command.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace leakgate {

/// An alternative of -run: an expression for the names of tests (empty: all), and what chooses
/// among their subtests: `/safe` of `TestX/safe`, empty for all.
struct RunChoice
{
  std::string tests;
  std::string subtests;

  friend bool operator==(const RunChoice&, const RunChoice&) = default;
};

/// The alternatives of the -run that counts (the last of GOFLAGS, the command line and what
/// stands behind -args), cut where package testing does; one for all tests where no
/// alternative chooses subtests.
[[nodiscard]] std::vector<RunChoice> run_choices(const GoTestPlan& plan);

/// Names of top-level tests, by what chooses among their subtests.
using TestsBySubtests = std::map<std::string, std::set<std::string>>;

/// True when -failfast is anywhere among the flags: then a package that failed may have
/// tests that did not run.
[[nodiscard]] bool stops_at_failure(const GoTestPlan& plan);

/// The value of -run for them.
[[nodiscard]] std::string confirm_pattern(const TestsBySubtests& tests);

/// True when a command can name all these tests in one argument.
[[nodiscard]] bool fits_in_pattern(const std::set<std::string>& tests);

} // namespace leakgate
