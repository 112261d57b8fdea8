#pragma once

#include "gate/model/finding.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace leakgate {

/// A finding that an earlier result reported and this run does not have any more.
struct GoneFinding
{
  std::string fingerprint;
  std::string package;
  std::string test; ///< as Finding::test
  std::string message;
  Place at; ///< where it was: the line of its test, else what else is known of it

  friend bool operator==(const GoneFinding&, const GoneFinding&) = default;
};

/// A verdict against an earlier result, mostly of the branch that a change goes into. It is
/// information: the outcome does not depend on it. What is new or grown, each finding says:
/// Finding::base.
struct BaseComparison
{
  std::string file;       ///< the earlier result, as it was named
  std::int64_t fewer = 0; ///< known findings with fewer goroutines than it has
  std::int64_t gone = 0;
  std::vector<GoneFinding> gone_findings; ///< the first 100 of them

  friend bool operator==(const BaseComparison&, const BaseComparison&) = default;
};

} // namespace leakgate
