#pragma once

#include "gate/model/evidence.hpp"
#include "rules/names/suite_names.hpp"

#include <unordered_set>

namespace leakgate::rules {

/// Tells the leaks in a process that did not end by itself (panic, time-out, os.Exit in
/// a test) from what was merely in the middle of its work: there only a goroutine of a
/// top-level test that the events show ended, with all its subtests, is a leak.
class CutOff
{
public:
  CutOff(const PackageEvidence& evidence, const TestNames& names);

  /// True when the exit cut this goroutine off, so that nothing is held against it.
  [[nodiscard]] bool covers(const Goroutine& goroutine, std::string_view test) const;

private:
  [[nodiscard]] bool ended(std::string_view top) const;

  const TestNames& m_names;
  std::unordered_set<std::string> m_running; ///< the top-level tests of those still running
  bool m_crashed = false;
  bool m_cut = false; ///< something did not come to its end
};

} // namespace leakgate::rules
