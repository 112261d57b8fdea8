#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/reporter.hpp"

#include <functional>
#include <string>
#include <vector>

/// Verdicts as the rules would give them, for the tests of the reports.
namespace verdicts {

/// A leak of `broker` that was proven and grew in each of three rounds.
[[nodiscard]] leakgate::Finding broker_leak();

[[nodiscard]] leakgate::Verdict clean();
[[nodiscard]] leakgate::Verdict one_leak();
/// Leaks, failed tests, a crash, a package that does not build, cache, allowed, problems.
[[nodiscard]] leakgate::Verdict several();
/// Names and output that try to break out of each format.
[[nodiscard]] leakgate::Verdict hostile();
[[nodiscard]] leakgate::Verdict no_verdict();
[[nodiscard]] leakgate::Verdict many_findings();
/// No field has its default value, no list is empty.
[[nodiscard]] leakgate::Verdict every_field();

struct Named
{
  std::string name;
  std::function<leakgate::Verdict()> make;
};
[[nodiscard]] const std::vector<Named>& all();

/// Knows the source lines of broker_leak.
[[nodiscard]] leakgate::ReportContext context();

} // namespace verdicts
