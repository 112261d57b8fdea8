#pragma once

#include "gate/model/verdict.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// The verdict as output values of a step of GitHub Actions, for the end of the file that
/// $GITHUB_OUTPUT names; `name=value` lines, of several lines `name<<END`, the value, `END`:
///   outcome           pass, leaks, no_verdict, tests_failed
///   leaks             reported goroutines
///   findings          reported findings of all kinds
///   allowed, baseline, below-threshold   goroutines that were let pass
///   new, grown, gone  findings against the base, else the baseline; empty without
///   headline          `2 leaked goroutines of 2 causes`
///   reason            why there is no verdict; may be empty
///   places            a line for each of the first 50 reported findings: `file:line: message`
[[nodiscard]] std::string github_output(const Verdict& verdict);

/// One value in that form. A value of several lines ends at a line that it does not contain.
[[nodiscard]] std::string github_output_value(std::string_view name, std::string_view value);

} // namespace leakgate
