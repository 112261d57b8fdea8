#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace leakgate {

/// Numbers of a test process by their names, or the most that each may be (figure_table.hpp).
class Figures
{
public:
  /// Less than 0 is not measured.
  void
  set(std::string_view name, std::int64_t value)
  {
    if (value >= 0) {
      m_values[std::string(name)] = value;
    }
  }

  /// -1 where it was not measured.
  [[nodiscard]] std::int64_t
  of(std::string_view name) const
  {
    const auto found = m_values.find(name);
    return found == m_values.end() ? -1 : found->second;
  }

  friend bool operator==(const Figures&, const Figures&) = default;

private:
  std::map<std::string, std::int64_t, std::less<>> m_values;
};

} // namespace leakgate
