#pragma once

#include "gate/model/finding.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate::rules {

/// What is said about a leak to a person: how bad it is, what happens, what to do.
struct Wording
{
  Severity severity = Severity::medium;
  std::string_view subject; ///< who is stuck: `goroutine`, `idle keep-alive connection`, …
  std::string_view why;     ///< what it waits for in vain
  std::string_view help;    ///< what usually fixes it
};

/// By the kind of wait, unless the goroutine is one of those of the standard library
/// that have words of their own.
[[nodiscard]] Wording wording_for(const Goroutine& goroutine, Wait wait);

/// One line: `goroutine blocked forever in chan receive`. `forever` is only said where
/// all are proven; where a part is: ` (2 of 5 proven)`.
[[nodiscard]] std::string message_for(const Wording& wording, std::string_view state, Wait wait,
                                      std::int64_t proven, std::int64_t count);

} // namespace leakgate::rules
