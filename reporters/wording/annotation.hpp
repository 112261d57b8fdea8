#pragma once

#include "gate/model/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

/// A finding as a mark at a line of the change, for CI systems that show it as plain text.
namespace leakgate::annotation {

/// `leakgate: goroutine leak`.
[[nodiscard]] std::string_view title(const Finding& finding);

/// The finding in lines, at most 4 KB: the message with the evidence, test, started, blocked,
/// why, fix, package.
[[nodiscard]] std::string message(const Finding& finding,
                                  const std::vector<const Finding*>& below = {});

} // namespace leakgate::annotation
