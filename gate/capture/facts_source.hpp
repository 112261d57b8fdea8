#pragma once

#include <span>
#include <string_view>

namespace leakgate {

/// One Go file of gate/facts, as it was when this library was built.
struct FactsFile
{
  std::string_view name; ///< `flow.go`
  std::string_view content;
};

/// All of the program, sorted by name, without its tests.
[[nodiscard]] std::span<const FactsFile> facts_files();

} // namespace leakgate
