#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/policy.hpp"

namespace leakgate::rules {

/// Whether the comment allows the finding: it stands at its `go` statement, or at the call that led
/// to one in somebody else's code, or at every test that left something of it.
[[nodiscard]] bool is_about(const AllowComment& comment, const Finding& finding);

/// Whether a line of the change is one that the finding starts from: its `go` statement, the call
/// that led to it, or the line of one of its tests.
[[nodiscard]] bool is_touched(const ChangedLines& changed, const Finding& finding);

} // namespace leakgate::rules
