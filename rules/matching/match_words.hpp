#pragma once

#include "gate/model/match.hpp"

#include <string>

namespace leakgate::rules {

/// The conditions of an allow entry as they are written, in one line:
/// `function example.com/app/poll.*, test TestPoll`. Empty when there are none.
[[nodiscard]] std::string match_words(const GoroutineMatch& match);

} // namespace leakgate::rules
