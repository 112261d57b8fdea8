#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"

#include <string>

namespace leakgate::rules {

/// The text of the Go statement that starts on the line of `place`, without comments: the
/// line; a `select` up to its closing brace (80 lines at most); a line that leaves a
/// parenthesis open up to its close (20 lines at most). Each line is trimmed, empty ones
/// are left out, `\n` stands between them. Empty where the source is not known.
[[nodiscard]] std::string statement_at(const SourceLine& source_line, const Place& place);

/// The line of the outermost `for` around that place in its function, or 0 where there is none
/// or the source is not known. By the indentation that gofmt gives; looks back 400 lines at most.
[[nodiscard]] int line_of_loop(const SourceLine& source_line, const Place& place);

} // namespace leakgate::rules
