#pragma once

#include <functional>
#include <map>
#include <string>

namespace leakgate {

/// Gives one line of a source file (path as in Place::file), or "" where it is not known.
/// Handed in from outside, so that rules and reporters touch no file.
using SourceLine = std::function<std::string(const std::string& file, int line)>;

/// Lines of source by file (path as in Place::file) and number, counted from 1.
using SourceLines = std::map<std::string, std::map<int, std::string>>;

/// Reads from `sources`, which must outlive it.
[[nodiscard]] SourceLine source_line_of(const SourceLines& sources);

} // namespace leakgate
