#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <cstddef>
#include <string>

namespace leakgate {

/// What GitHub's code scanning takes: of more results it keeps these, and a file may have 10 MB
/// once it is compressed with gzip, as it is uploaded.
/// Source: docs.github.com, "SARIF support for code scanning".
struct SarifLimits
{
  std::size_t results = 5000;
  std::size_t bytes = 10'000'000; ///< compressed
};

/// SARIF 2.1.0 in the subset that GitHub's code scanning reads: a result for each reported
/// finding, at its test, with links and a code flow over the `go` statement to the blocked
/// line. Findings that were let pass are only counted, in a notification: code scanning
/// ignores `suppressions` and would open alerts for them.
/// `primaryLocationLineHash` is not written: GitHub's upload action computes it from the
/// source, and warns of each one that differs. Our own fingerprint is `leakgate/v1`.
/// Where a package could not be judged, `executionSuccessful` is false: what is not among the
/// results was not looked at, and nobody may call it fixed.
[[nodiscard]] std::string render_sarif(const Verdict& verdict, const ReportContext& context);

/// render_sarif within `limits`: the last findings, which are the least severe, are left out,
/// which a notification says.
[[nodiscard]] std::string render_sarif_within(const Verdict& verdict, const ReportContext& context,
                                              const SarifLimits& limits);

} // namespace leakgate
