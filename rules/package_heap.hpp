#pragma once

#include "rules/judging/thresholds.hpp"
#include "rules/package_judge.hpp"

namespace leakgate::rules {

/// Judges what the rounds of a package, where there are any, show of its heap: adds memory that
/// grows to the leaks of `out`, beside the goroutines and in no column of the ledger, and says of
/// the goroutines what they hold, and of the package what the rounds were. `run` may be null.
void judge_package_heap(const PackageRun* run, const PackageLimits& limits,
                        const JudgeContext& context, PackageJudgement& out);

} // namespace leakgate::rules
