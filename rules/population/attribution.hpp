#pragma once

#include "rules/names/suite_names.hpp"
#include "rules/population/population.hpp"
#include "rules/population/suite_line.hpp"

namespace leakgate::rules {

/// Finds the test of each goroutine that has none yet, by the strongest evidence there
/// is: its label, its ancestors, what is known about the goroutine that created it,
/// the name of a closure.
void attribute_tests(Population& population, const TestNames& names);

/// Adds to the test of each goroutine what somebody else's runner ran inside of it, where the
/// ancestors and the source tell: `TestHub` becomes `TestHub/[It] delivers each message`.
void name_specs(Population& population, const TestLineContext& context);

/// When the goroutine was started, from its ancestors and the name of its test.
[[nodiscard]] Phase phase_of(const Goroutine& goroutine, std::string_view test);

} // namespace leakgate::rules
