#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"

namespace leakgate {

/// Judges the evidence. A pure function: no file, process, clock or network; the
/// same evidence and the same policy give the same bytes in every report, whatever
/// the order of the goroutines. `source_line` lets patterns look at the statement that
/// is blocked; without it those that need it do not match. The ledger of the result
/// balances, per package and in total.
[[nodiscard]] Verdict evaluate(const Evidence& evidence, const Policy& policy,
                               const SourceLine& source_line = {});

} // namespace leakgate
