#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"

namespace leakgate::rules {

/// The frame of blocked_place(); null for a goroutine without a stack.
[[nodiscard]] const Frame* blocked_frame(const Goroutine& goroutine, SourceNames& sources);

/// The innermost line of code that is not Go's own. Where all is Go's own the outermost
/// says most: `net/http.(*persistConn).readLoop` rather than
/// `internal/poll.runtime_pollWait`. Empty for a goroutine without a stack.
[[nodiscard]] Place blocked_place(const Goroutine& goroutine, SourceNames& sources);

/// True where a goroutine was seen before it had run anything, unlike in the `last` look: runnable,
/// at the first line of what its `go` statement calls. That is no place where it waits.
[[nodiscard]] bool had_not_begun(const Goroutine& seen, const Goroutine& last, SourceNames& sources,
                                 const SourceLine& source_line);

} // namespace leakgate::rules
