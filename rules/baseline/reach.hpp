#pragma once

#include "gate/model/baseline.hpp"
#include "gate/model/finding.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/summary.hpp"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// The tests that left goroutines of `finding`, sorted, each once.
[[nodiscard]] std::vector<std::string> leaving_tests(const Finding& finding);

/// What a run would have met, were it still there: only that can be gone. Refers to the verdict.
class Reach
{
public:
  /// Without `in_checkout` what was not met is in no checkout.
  Reach(const Verdict& verdict, InCheckout in_checkout);

  /// Whether all that the entry is about was measured, and no test of it was skipped or left out.
  [[nodiscard]] bool covers(const BaselineEntry& entry) const;

private:
  struct Tests
  {
    std::set<std::string_view> top_level; ///< that were run or skipped
    std::set<std::string_view> skipped;
  };

  [[nodiscard]] bool is_left_out(const std::string& package, const std::string& test) const;

  const Verdict& m_verdict;
  InCheckout m_in_checkout;
  MeasuredPackages m_measured;
  std::unordered_map<std::string_view, Tests> m_tests; ///< by package, of those that ran
};

} // namespace leakgate::rules
