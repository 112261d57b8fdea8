#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>

namespace leakgate {

/// The reported goroutines as folded stacks, one line `root;…;leaf COUNT` for each stack,
/// sorted: what flamegraph.pl, inferno and speedscope read
/// (github.com/brendangregg/FlameGraph). The root is `PACKAGE.TEST`, then who started the
/// goroutine, then its frames; spaces and semicolons in names are `_`. Empty without a leak.
/// The format has no place for a remark: what was let pass is not in it.
[[nodiscard]] std::string render_folded(const Verdict& verdict, const ReportContext& context);

} // namespace leakgate
