#pragma once

#include "gate/app/confirm/timer_hunt.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace leakgate {

/// The tests that bring `wanted` back by themselves and without which all of `tests` bring back
/// less: a test whose memory another one gives back is none of them. `slack` may be missing in the
/// end. `ask` says what some of the tests bring back, and nothing when there is no time: then only
/// those are told of which it is certain.
[[nodiscard]] std::set<std::string> blamed_tests(std::set<std::string> tests, std::int64_t wanted,
                                                 std::int64_t slack, const BringBack& ask);

} // namespace leakgate
