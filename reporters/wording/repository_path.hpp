#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_roots.hpp"

#include <optional>
#include <string>

namespace leakgate {

/// The file of `place` as a CI system names it: from the root of the repository, with
/// forward slashes. A module below the root and the other modules of a workspace
/// (`../m2/x.go`) are resolved. No value for what lies outside: GOROOT, dependencies, files
/// above the repository, or no file at all. Without a repository the first module is the root.
[[nodiscard]] std::optional<std::string> repository_path(const Place& place,
                                                         const SourceRoots& roots);

} // namespace leakgate
