#include "rules/config/check.hpp"
#include "rules/config/config.hpp"
#include "rules/config/read.hpp"

#include <utility>

namespace leakgate {

using namespace config;

tl::expected<std::vector<Pattern>, std::vector<std::string>>
parse_patterns(std::string_view yaml, const std::string& file)
{
  Tree tree = parse_yaml(yaml);
  if (tree.whole) {
    check_sections(tree.root, builtin_pattern_section(), tree.errors);
  }
  if (!tree.errors.empty()) {
    return tl::unexpected(messages_of(std::move(tree.errors), file));
  }
  std::vector<Pattern> patterns;
  for (const Node& item : tree.root.children) {
    patterns.push_back(pattern_of(item, file));
  }
  return patterns;
}

} // namespace leakgate
