#include "gate/model/source_line.hpp"

namespace leakgate {

SourceLine
source_line_of(const SourceLines& sources)
{
  return [&sources](const std::string& file, int line) -> std::string {
    const auto lines = sources.find(file);
    if (lines == sources.end()) {
      return "";
    }
    const auto found = lines->second.find(line);
    return found == lines->second.end() ? "" : found->second;
  };
}

} // namespace leakgate
