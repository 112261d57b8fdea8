#pragma once

#include "rules/engine.hpp"

#include <doctest/doctest.h>

namespace leakgate::test {

/// The columns of the ledger that findings fill, as the findings say; the others are those
/// of the verdict.
inline Ledger
ledger_by_findings(const Verdict& verdict)
{
  Ledger ledger;
  ledger.seen = verdict.ledger.seen;
  ledger.in_before = verdict.ledger.in_before;
  ledger.runtime = verdict.ledger.runtime;
  for (const Finding& finding : verdict.findings) {
    const bool counts = finding.kind == FindingKind::goroutine;
    std::int64_t& column = finding.disposition == Disposition::allowed    ? ledger.allowed
                           : finding.disposition == Disposition::baseline ? ledger.baseline
                           : finding.disposition == Disposition::below_threshold
                               ? ledger.below_threshold
                               : ledger.reported;
    column += counts ? finding.count : 0;
    ledger.below_threshold += counts ? finding.excused : 0;
  }
  return ledger;
}

/// evaluate(), with what must hold whatever is judged: the ledger balances and is the sum
/// of its packages and of its findings, each goroutine that was kept is in a group, and
/// judging again gives the same.
inline Verdict
judged(const Evidence& evidence, const Policy& policy = {}, const SourceLine& source_line = {},
       const CodeFactsAt& facts_at = {})
{
  Verdict verdict = evaluate(evidence, policy, source_line, facts_at);
  CHECK(verdict.ledger.balances());
  CHECK(verdict.ledger == ledger_by_findings(verdict));
  Ledger sum;
  for (const PackageVerdict& package : verdict.packages) {
    CHECK(package.ledger.balances());
    sum += package.ledger;
    std::int64_t before = 0;
    std::int64_t runtime = 0;
    for (const KeptGroup& group : package.kept) {
      (group.column == "in_before" ? before : runtime) += group.count;
    }
    CHECK(before == package.ledger.in_before);
    CHECK(runtime == package.ledger.runtime);
  }
  CHECK(sum == verdict.ledger);
  CHECK(evaluate(evidence, policy, source_line, facts_at) == verdict);
  return verdict;
}

} // namespace leakgate::test
