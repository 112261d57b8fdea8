#pragma once

#include "rules/population.hpp"
#include "rules/source_names.hpp"
#include "rules/test_names.hpp"

namespace leakgate::rules {

/// Finds the test of each goroutine that has none yet, by the strongest evidence there
/// is: its label, its ancestors, what is known about the goroutine that created it,
/// the name of a closure.
void attribute_tests(Population& population, const TestNames& names);

/// When the goroutine was started, from its ancestors and the name of its test.
[[nodiscard]] Phase phase_of(const Goroutine& goroutine, std::string_view test);

/// The line in the test (or in TestMain, or in the example) from which the chain to
/// the goroutine starts. The file and the line stay empty where nothing shows them.
/// Lines of ancestors are those of return addresses, as Go prints them: the statement
/// or the one after it. That of a `go` statement is exact.
[[nodiscard]] Place test_place(const Goroutine& goroutine, std::string_view test, Phase phase,
                               const TestNames& names, SourceNames& sources,
                               std::string_view import_path);

} // namespace leakgate::rules
