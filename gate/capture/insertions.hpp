#pragma once

#include "gate/base/result.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace leakgate {

/// Gives the text of a file below $GOROOT/src, or why it cannot be read.
using ReadGoFile = std::function<Result<std::string>(const std::string& file)>;

/// Carries out the table gate/probe/insertions.txt on the sources that `read` gives:
/// each line that an `insert` names gets the code appended, so that no line number
/// changes. Gives the changed files by their path below $GOROOT/src (`testing/fuzz.go`).
///
/// `go_version` (`go1.26.8`) decides which rows `from-1.N` hold. Every named line must be
/// there exactly once. Error:
/// `testing.go: insertion point not found in go1.29, got no line "func tRunner(…"
/// (this leakgate does not know that Go release; report it)`.
[[nodiscard]] Result<std::map<std::string, std::string>>
apply_insertions(std::string_view table, const ReadGoFile& read, std::string_view go_version);

} // namespace leakgate
