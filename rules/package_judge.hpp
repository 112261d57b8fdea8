#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/groups.hpp"
#include "rules/judging/disposition.hpp"
#include "rules/judging/metrics.hpp"
#include "rules/judging/thresholds.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// What belongs to one package. Two snapshots may come without a run, and a run may
/// start the tests of a package more than once.
struct PackageRuns
{
  const PackageRun* run = nullptr;
  std::vector<const PackageEvidence*> processes;
};

/// What all packages are judged with.
struct JudgeContext
{
  const Evidence& evidence;
  const Policy& policy;
  const PatternBook& patterns;
  const BaselineIndex* baseline; ///< null: none
  const SourceLine& source_line;
  const CodeFactsAt& facts_at;
  SourceNames& sources;
  Metrics& metrics;
  const TestRun& run; ///< with its failures
};

/// One package, judged. Its ledger balances.
struct PackageJudgement
{
  PackageVerdict package;
  std::vector<Judged> leaks;     ///< all that is left over, whatever became of it
  std::vector<Finding> exceeded; ///< thresholds, and what outlived its test
  std::vector<Problem> problems;
};

/// Judges one package and adds it to the metrics.
[[nodiscard]] PackageJudgement judge_package(const std::string& import_path,
                                             const PackageRuns& runs, const JudgeContext& context);

/// Judges what the rounds of a package, where there are any, show of its heap: adds memory that
/// grows to the leaks of `out`, beside the goroutines and in no column of the ledger, and says of
/// the goroutines what they hold, and of the package what the rounds were. `run` may be null.
void judge_package_heap(const PackageRun* run, const PackageLimits& limits,
                        const JudgeContext& context, PackageJudgement& out);

} // namespace leakgate::rules
