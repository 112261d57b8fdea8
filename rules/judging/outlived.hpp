#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/suite_run.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/population/population.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// Takes those out of a population, still without their tests, that ended the process
/// while the gate waited for goroutines to end, or would have: the one whose panic is the
/// crash (`run` says that there was one), and those that wait inside of os.Exit for the
/// probe to be done.
[[nodiscard]] Population take_outlived(Population& population, const PackageRun* run);

/// What outlived_findings() is made from, for one package.
struct OutlivedContext
{
  const std::string& package;
  const PackageRun* run; ///< null: none
  const TestNames& names;
  SourceNames& sources;
  const SourceLine& source_line; ///< may be empty: no source is known
};

/// A finding for each of `outlived`, whose tests are known by now. One more, without a
/// goroutine, when the process died and none of them shows why (a signal, syscall.Exit).
[[nodiscard]] std::vector<Finding> outlived_findings(const Population& outlived,
                                                     const OutlivedContext& context);

} // namespace leakgate::rules
