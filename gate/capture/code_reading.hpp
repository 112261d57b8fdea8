#pragma once

#include "gate/base/result.hpp"
#include "gate/capture/toolchain.hpp"
#include "gate/model/code_facts.hpp"

#include <filesystem>
#include <utility>
#include <vector>

namespace leakgate {

/// Asks the program in gate/facts about lines of Go source; in these queries `file` is an absolute
/// path. The answers have the order of the queries. The program is built with `toolchain` once and
/// kept below `cache` as `facts/HASH`. Error: it cannot be built or run; nobody needs it to judge.
[[nodiscard]] Result<std::vector<CodeFacts>> read_code(const Toolchain& toolchain,
                                                       const std::filesystem::path& cache,
                                                       const std::vector<CodeQuery>& queries);

/// The first and last line of each function of a Go file, and of each variable outside of them. The
/// error is as above, and that the file has none.
[[nodiscard]] Result<std::vector<std::pair<int, int>>>
read_functions(const Toolchain& toolchain, const std::filesystem::path& cache,
               const std::filesystem::path& file);

} // namespace leakgate
