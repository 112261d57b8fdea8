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

/// The reported goroutines as a profile for `go tool pprof`: gzip around profile.proto
/// (gate/model/profile.proto), sample type goroutine/count. The line with the `go` statement
/// is the outermost frame. String labels: test (several where a cluster has several stacks),
/// package, rule, tier, state, fingerprint. Comments say how many goroutines were let pass.
/// No time, no address: same verdict and zlib, same bytes.
[[nodiscard]] std::string render_pprof(const Verdict& verdict, const ReportContext& context);

} // namespace leakgate
