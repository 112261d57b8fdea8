#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/summary.hpp"

namespace leakgate {

/// Judges the evidence. A pure function: no file, process, clock or network; the
/// same evidence and the same policy give the same bytes in every report, whatever
/// the order of the goroutines. `facts_at` says what stands in the source; without it
/// patterns that ask for that do not match. `source_line` gives its lines, by which helpers are
/// told from what they call. `in_checkout` is for what is gone of the baseline. The ledger of the
/// result balances, per package and in total.
[[nodiscard]] Verdict evaluate(const Evidence& evidence, const Policy& policy,
                               const SourceLine& source_line = {}, const CodeFactsAt& facts_at = {},
                               const InCheckout& in_checkout = {});

} // namespace leakgate
