#pragma once

#include "gate/model/source_roots.hpp"

#include <functional>
#include <string>

namespace leakgate {

/// Reads single lines of the project's source for reports. Files are found through
/// the roots only: a path that leads out of them gives nothing.
[[nodiscard]] std::function<std::string(const std::string& file, int line)>
make_source_reader(const SourceRoots& roots);

} // namespace leakgate
