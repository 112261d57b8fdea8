#pragma once

#include "gate/app/confirm/plan.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/suite_run.hpp"

#include <set>
#include <string>
#include <vector>

namespace leakgate {

/// Some tests of one package, once, in a process of their own.
struct LonePlan
{
  std::string package;
  std::set<std::string> tests; ///< top-level names

  friend bool operator==(const LonePlan&, const LonePlan&) = default;
};

/// What to run where rounds in one process were impossible: of each package the tests of
/// `plan` that passed in the `first` run and failed, or ended the process, when they came a
/// second time; each alone in one process, and in another one the tests that passed beside
/// them. Nothing where the package has no other test to compare with.
[[nodiscard]] std::vector<LonePlan> plan_lone_processes(const ConfirmPlan& plan,
                                                        const Confirmation& confirmation,
                                                        const TestRun& first);

/// The top-level tests of a package that ran to a good end, without examples and the like.
[[nodiscard]] std::set<std::string> passed_tests(const PackageRun& run);

} // namespace leakgate
