#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>

namespace leakgate {

/// The reported goroutines as a profile for `go tool pprof`: gzip around profile.proto
/// (gate/model/profile.proto), sample type goroutine/count. The line with the `go` statement
/// is the outermost frame. String labels: test (several where a cluster has several stacks),
/// package, rule, tier, state, fingerprint. Comments say how many goroutines were let pass.
/// No time, no address: same verdict and zlib, same bytes.
[[nodiscard]] std::string render_pprof(const Verdict& verdict, const ReportContext& context);

} // namespace leakgate
