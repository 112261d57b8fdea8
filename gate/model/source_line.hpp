#pragma once

#include <functional>
#include <string>

namespace leakgate {

/// Gives one line of a source file (path as in Place::file), or "" where it is not known.
/// Handed in from outside, so that rules and reporters touch no file.
using SourceLine = std::function<std::string(const std::string& file, int line)>;

} // namespace leakgate
