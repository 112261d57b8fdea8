#pragma once

#include <span>
#include <string_view>

namespace leakgate::rules {

/// One YAML file of rules/patterns, as it was when this library was built.
struct PatternFile
{
  std::string_view name; ///< `rules/patterns/chan-send.yml`
  std::string_view content;
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const PatternFile> pattern_files();

} // namespace leakgate::rules
