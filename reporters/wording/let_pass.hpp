#pragma once

#include "gate/model/verdict.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Leaked goroutines that fail nothing since they are below a threshold, by what keeps them
/// there, in the order of the findings: `2 one-time`, `1 of severity note`, `2 permitted by
/// a threshold`.
[[nodiscard]] std::vector<std::string> below_parts(const Verdict& verdict);

/// What a verdict without reported leaks says of them: `no leaks`, `no new leaks (4 in the
/// baseline, 1 one-time)`, or `nothing judged` when no package was.
[[nodiscard]] std::string no_leaks_text(const Verdict& verdict);

} // namespace leakgate
