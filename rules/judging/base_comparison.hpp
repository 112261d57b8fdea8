#pragma once

#include "rules/judging/merge.hpp"

namespace leakgate {

/// Compares `verdict` with an earlier result and writes what comes out into it: Finding::base of
/// the reported findings, and Verdict::base. Findings are the same by package and fingerprint, also
/// by that of a variant, as in a baseline; what the earlier run let pass was there too and is not
/// new. Gone, and fewer, is only what this run would have met: where rules::measured_all() holds.
/// The outcome stays.
void compare_with_base(Verdict& verdict, const NamedVerdict& base);

} // namespace leakgate
