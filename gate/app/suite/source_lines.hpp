#pragma once

#include "gate/model/source_line.hpp"
#include "gate/model/source_roots.hpp"

#include <filesystem>
#include <string>

namespace leakgate {

/// Reads single lines of the source that was tested, for the rules and for what the result carries
/// of it. Files are found through the roots only: a path that leads out of them gives nothing.
[[nodiscard]] SourceLine make_source_reader(const SourceRoots& roots);

/// The file that Place::file names, found in the same way; empty: there is none.
[[nodiscard]] std::filesystem::path source_path(const SourceRoots& roots, const std::string& file);

} // namespace leakgate
