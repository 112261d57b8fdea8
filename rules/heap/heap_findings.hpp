#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// With what the heap of one package is judged. `run` may be null.
struct HeapContext
{
  const std::string& import_path;
  const PackageRun* run;
  const Policy& policy;
  const PatternBook& patterns;
  const SourceLine& source_line;
  const CodeFactsAt& facts_at; ///< may be empty
  SourceNames& sources;
};

/// What the package's rounds show: a finding for each function of the user's whose allocations grew
/// in every round, with what grew beside it; where no site could be named, one for the package.
/// They have everything but a disposition. `checked` is null where the package did not run again.
[[nodiscard]] std::vector<Finding> heap_leaks(const HeapPackage* checked, int warm_up,
                                              const HeapContext& context);

/// Sets Finding::held of the goroutine findings of a package, out of the rounds in which the tests
/// that leak them ran by themselves: what grew there is theirs. A site belongs to the finding whose
/// goroutine allocated it, else to the only one of its test, else to the only one there is; of
/// several that follow from one another to the cause. What is nobody's for certain is left out.
void tell_held(const std::vector<Finding*>& findings, const HeapPackage& checked, int warm_up,
               const TestNames& names, SourceNames& sources);

} // namespace leakgate::rules
