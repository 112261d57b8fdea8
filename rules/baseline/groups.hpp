#pragma once

#include "gate/base/saturate.hpp"
#include "gate/model/baseline.hpp"
#include "gate/model/finding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// All goroutines of a finding, those that are excused with it; of memory that grows the bytes that
/// every round added.
[[nodiscard]] inline std::int64_t
all_of(const Finding& finding)
{
  if (is_heap_leak(finding)) {
    return *std::min_element(finding.rounds.begin(), finding.rounds.end());
  }
  return saturating_add(finding.count, finding.excused);
}

/// Findings and entries that are the same leak. Mostly one of each; where the variants of
/// a cluster were joined in one run and not in the other, several.
struct BaselineGroup
{
  std::vector<const BaselineEntry*> entries; ///< at least one, in the order of the baseline
  std::vector<std::size_t> findings;         ///< of kind goroutine; indexes of those handed in
  std::int64_t recorded = 0;                 ///< goroutines, over all entries
};

/// Finds the entries of a baseline by what identifies them: the fingerprint, or that of any
/// place where they were met. What is parked is another leak than what was never met there,
/// though they are of one identity: of it the places alone decide. Refers to the baseline.
class BaselineIndex
{
public:
  explicit BaselineIndex(const Baseline& baseline);

  /// The groups of these findings, in the order of their first finding. Findings that no
  /// entry knows, and those that are not about goroutines, are in none.
  [[nodiscard]] std::vector<BaselineGroup>
  groups(const std::vector<const Finding*>& findings) const;

  [[nodiscard]] const Baseline&
  baseline() const
  {
    return m_baseline;
  }

private:
  [[nodiscard]] std::vector<std::size_t> entries_of(const Finding& finding) const;

  const Baseline& m_baseline;
  using ByFingerprint = std::unordered_map<std::string_view, std::vector<std::size_t>>;
  std::unordered_map<std::string_view, ByFingerprint> m_of_package; ///< many may share a place
};

} // namespace leakgate::rules
