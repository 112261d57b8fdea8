#pragma once

#include "gate/model/source_roots.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// The file of a frame, as Go prints it, in the form of Place::file: relative to its module, or
/// with `$GOROOT/` or `module@version/` in front; otherwise as it is.
[[nodiscard]] std::string short_file(std::string_view file, const SourceRoots& roots);

} // namespace leakgate
