#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/verdict.hpp"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// The tests that left goroutines of `finding`, sorted, each once.
[[nodiscard]] std::vector<std::string> leaving_tests(const Finding& finding);

/// The tests that were skipped in a run. What such a test leaves in other runs is not gone
/// because it was not met in this one. Refers to the verdict.
class SkippedTests
{
public:
  explicit SkippedTests(const Verdict& verdict);

  /// Whether one of `tests` was skipped, by itself or with the test that it is a part of.
  [[nodiscard]] bool any_of(std::string_view package, const std::vector<std::string>& tests) const;

private:
  std::unordered_map<std::string_view, std::set<std::string_view>> m_of_package;
};

} // namespace leakgate::rules
