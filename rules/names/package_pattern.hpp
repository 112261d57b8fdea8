#pragma once

#include "gate/model/source_roots.hpp"

#include <string_view>

namespace leakgate::rules {

/// Whether one of Go's package patterns names the package `import_path`. `...` stands for
/// any string, also an empty one and across `/`; `x/...` names `x` too. `./x`, `../x`, `.`
/// and `..` start from the folder `config_dir` (absolute) and name packages of the main
/// modules, wherever their folders lie; everything else is an import path. An empty pattern
/// names every package.
[[nodiscard]] bool package_matches(std::string_view pattern, std::string_view import_path,
                                   const SourceRoots& roots, std::string_view config_dir);

} // namespace leakgate::rules
