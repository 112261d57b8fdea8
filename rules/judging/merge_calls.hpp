#pragma once

#include "rules/judging/merge.hpp"

#include <vector>

namespace leakgate {

/// The results of several `go test` calls of one command, in the order in which they began, as one.
/// As merge_verdicts, but calls may run the same package: a leak that one of them shows stays,
/// whatever the others show, and counts once, with the strongest evidence and the largest number.
/// A test that failed and passed when it ran again has passed; what could not be judged in one call
/// is not judged. Error: nothing to merge.
[[nodiscard]] Result<Verdict> merge_calls(std::vector<NamedVerdict> calls);

} // namespace leakgate
