#pragma once

#include "gate/app/suite/code_reader.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/verdict.hpp"

#include <string_view>
#include <vector>

namespace leakgate {

/// Adds to `policy` the comments `//leakgate:allow REASON [until=DATE] [max=N]` that stand at the
/// places of reported findings: at a `go` statement, at the call that led to one, at what allocated
/// memory that grows, at a test. One that cannot be read does not count, and why is added to
/// `problems`: `hub.go:12: …`. True when there is any.
bool add_allow_comments(Policy& policy, const Verdict& verdict, CodeReader& code,
                        std::vector<Problem>& problems);

/// Reads what stands behind the mark into `entry`. Error: what is wrong with it.
[[nodiscard]] Result<void> read_allow_words(std::string_view words, AllowEntry& entry);

} // namespace leakgate
