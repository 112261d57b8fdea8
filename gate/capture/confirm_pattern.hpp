#pragma once

#include "gate/capture/go_test_command.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace leakgate {

/// What the -run that counts (the last of GOFLAGS, the command line and what stands behind
/// -args) says about subtests: `/safe` of `TestX/safe`, empty when it chooses whole tests.
/// No value: its alternatives choose subtests, each of other tests, which cannot be said
/// of tests by name. Cuts where package testing does.
[[nodiscard]] std::optional<std::string> chosen_subtests(const GoTestPlan& plan);

/// True when -failfast is anywhere among the flags: then a package that failed may have
/// tests that did not run.
[[nodiscard]] bool stops_at_failure(const GoTestPlan& plan);

/// The value of -run for top-level tests by name, of which `subtests` run.
[[nodiscard]] std::string confirm_pattern(const std::set<std::string>& tests,
                                          std::string_view subtests);

/// True when a command can name all these tests in one argument.
[[nodiscard]] bool fits_in_pattern(const std::set<std::string>& tests);

} // namespace leakgate
