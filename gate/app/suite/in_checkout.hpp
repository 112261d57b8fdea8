#pragma once

#include "gate/model/source_roots.hpp"

#include <string>

namespace leakgate {

/// Looks on the disk for the folder of a package with Go files in it, or where `test` is not empty
/// for that test function (test, benchmark, fuzz target or example) in it, whatever build tags say.
/// True, too, where nobody can tell: the package is of another module, or the folder of its module
/// is not here, as with a result of another machine (unless the current folder is that module).
[[nodiscard]] bool is_in_checkout(const SourceRoots& roots, const std::string& package,
                                  const std::string& test);

} // namespace leakgate
