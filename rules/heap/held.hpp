#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"

#include <vector>

namespace leakgate::rules {

/// Sets Finding::held of the goroutine findings of a package, out of the rounds in which the tests
/// that leak them ran by themselves: what grew there is theirs. A site belongs to the finding whose
/// goroutine allocated it, else to the only one of its test, else to the only one there is; of
/// several that follow from one another to the cause. What is nobody's for certain is left out.
void tell_held(const std::vector<Finding*>& findings, const HeapPackage& checked, int warm_up,
               const TestNames& names, SourceNames& sources);

} // namespace leakgate::rules
