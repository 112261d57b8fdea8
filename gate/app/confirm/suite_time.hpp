#pragma once

#include "gate/model/suite_run.hpp"

#include <chrono>
#include <map>
#include <set>
#include <string>

namespace leakgate {

/// How long tests of one process lasted: what ran side by side counts once, where the run tells
/// when each began and ended.
class TestTime
{
public:
  using Seconds = std::chrono::duration<double>;

  /// What the test would add to total().
  [[nodiscard]] Seconds more_with(const TestCase& test) const;
  void add(const TestCase& test);

  [[nodiscard]] Seconds
  total() const
  {
    return m_total;
  }

private:
  std::map<Seconds, Seconds> m_spans; ///< from when to when; none touches another
  Seconds m_total{0};
};

/// That of the tests of these names in the run of their package; 0 for what is not known.
[[nodiscard]] std::chrono::duration<double> time_of(const std::set<std::string>& tests,
                                                    const PackageRun& run);

} // namespace leakgate
