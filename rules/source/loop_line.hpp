#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"

namespace leakgate::rules {

/// The line of the outermost `for` around that place in its function, or 0 where there is none
/// or the source is not known. By the indentation that gofmt gives; looks back 400 lines at most.
/// It decides what a leak is (Identities), which must be known before there are findings whose
/// source could be read.
[[nodiscard]] int line_of_loop(const SourceLine& source_line, const Place& place);

} // namespace leakgate::rules
