#pragma once

#include "rules/names/suite_names.hpp"
#include "rules/population/population.hpp"

namespace leakgate::rules {

/// Gives the goroutines of a dump that carries no labels (Go 1.24 and 1.25) the test
/// that the profile of the same moment has for their stack. Where equal stacks carry
/// several, the ancestors narrow them down; when then each goroutine has exactly one
/// label left they are dealt out, since equal goroutines are interchangeable.
/// What stays ambiguous gets nothing.
void join_labels(Population& population, const Snapshot* before, const Snapshot& after,
                 const TestNames& names);

} // namespace leakgate::rules
