#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"

namespace leakgate::rules {

/// Of what the callback of a timer left: the line of the user's that armed the timer, out of the
/// source. That is the call around the callback where it is a function literal, and the only
/// `AfterFunc` in its file that names it otherwise. Unknown where the source does not tell.
[[nodiscard]] Place timer_place(const Goroutine& goroutine, SourceNames& sources,
                                const SourceLine& source_line);

} // namespace leakgate::rules
