#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"

namespace leakgate::rules {

/// Whether the goroutine was started inside of a sync.Once that is a variable of a package, or
/// inside of what sync.OnceFunc and the like made for such a variable: so once a process. By
/// its ancestors and the source; false where these do not tell.
[[nodiscard]] bool started_by_package_once(const Goroutine& goroutine, SourceNames& sources,
                                           const SourceLine& source_line);

} // namespace leakgate::rules
