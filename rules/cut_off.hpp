#pragma once

#include "gate/model/evidence.hpp"
#include "rules/test_names.hpp"

#include <unordered_set>

namespace leakgate::rules {

/// Tells the leaks in a process that did not end by itself (panic, time-out, os.Exit in
/// a test) from what was merely in the middle of its work: there only a goroutine of a
/// test that is known to have finished, with all the tests around it, is a leak.
class CutOff
{
public:
  CutOff(const PackageEvidence& evidence, const TestNames& names);

  /// True when the exit cut this goroutine off, so that nothing is held against it.
  [[nodiscard]] bool covers(const Goroutine& goroutine, std::string_view test) const;

private:
  [[nodiscard]] bool finished(std::string_view test) const;

  const TestNames& m_names;
  std::unordered_set<std::string> m_running;
  bool m_crashed = false;
};

} // namespace leakgate::rules
