#include "gate/model/match.hpp"

namespace leakgate {

std::string
to_string(const Origin& origin)
{
  return origin.line > 0 ? origin.file + ":" + std::to_string(origin.line) : origin.file;
}

std::string
to_string(const TextPattern& pattern)
{
  return pattern.regex ? "re:" + pattern.text : pattern.text;
}

} // namespace leakgate
