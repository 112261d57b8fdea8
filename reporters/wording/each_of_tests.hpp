#pragma once

#include "gate/model/verdict.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace leakgate::each_of_tests {

/// The finding as each further leaking test has it, for reports that say it test by test: with
/// that test, its line, goroutines and evidence, and no other leaker. The first test is that of
/// the finding itself. At most `most`.
[[nodiscard]] std::vector<Finding> others(const Finding& finding, std::size_t most);

/// The finding as its first test has it, where several leak it; the finding itself where only one
/// does.
[[nodiscard]] Finding first(const Finding& finding);

/// Of the others only such as have a line of their own where a CI system can put a mark: a line in
/// a main module that neither the finding nor one before has.
[[nodiscard]] std::vector<Finding> others_elsewhere(const Finding& finding,
                                                    const SourceRoots& roots, std::size_t most);

/// `2` or `2 at broker/hub_test.go:31`: how many goroutines a leaker left, and its line where
/// it is not that of the finding.
[[nodiscard]] std::string count_and_line(const Leaker& leaker, const Finding& finding);

} // namespace leakgate::each_of_tests
