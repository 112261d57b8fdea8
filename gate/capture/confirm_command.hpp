#pragma once

#include "gate/capture/confirm_pattern.hpp"
#include "gate/capture/go_test_command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Some top-level tests of some packages, to be run `rounds` times in one process for
/// each package.
struct ConfirmedTests
{
  std::vector<std::string> packages; ///< import paths
  TestsBySubtests tests;
  int rounds = 0;
};

/// The `go test` command that runs `what` as the suite was run: toolchain, overlay,
/// build flags, environment and the test binary's own arguments are those of `plan`;
/// confirm_flags says which flags go. A test of the same name in another of the packages
/// runs too.
[[nodiscard]] Command confirm_command(const GoTestPlan& plan, const ConfirmedTests& what);

/// `words` of a `go test` command line or of GOFLAGS, made fit for running some of the
/// tests again. What chooses tests or rounds goes (-run, -count, -bench, -fuzz, -failfast),
/// and so does what writes a file that the first run has written (profiles, traces, -o);
/// of -coverprofile -cover stays, since it is part of the build. Everything else stays
/// in order. Behind -args only flags spelled `-test.NAME` are the test binary's.
[[nodiscard]] std::vector<std::string> confirm_flags(const std::vector<std::string>& words);

/// GOFLAGS made fit in the same way; never empty, because an empty GOFLAGS in the
/// environment lets the one of `go env -w` stand.
[[nodiscard]] std::string confirm_goflags(std::string_view goflags);

} // namespace leakgate
