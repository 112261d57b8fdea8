#pragma once

#include <optional>
#include <string_view>

namespace leakgate {

/// One section of a snapshot file; views into the file.
struct Section
{
  std::string_view name;
  std::string_view content;
};

/// Splits what follows the first line of a snapshot file into its sections
/// (gate/probe/README.md, "The snapshot file").
class SectionReader
{
public:
  explicit SectionReader(std::string_view rest) : m_rest(rest) {}

  /// The next section; nothing at the end, or where the file stops early.
  std::optional<Section> next();

  [[nodiscard]] std::string_view
  rest() const
  {
    return m_rest;
  }

private:
  std::string_view m_rest;
};

} // namespace leakgate
