#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate {

/// Keeps the output of one test: all of it up to 1 MiB, of more the first and the last
/// 512 KiB with a note between them, so that a test that prints without end costs no more.
class OutputCollector
{
public:
  void append(std::string_view text);

  [[nodiscard]] std::string text() const;

  /// The note that stands for what was left out, on a line of its own, begins so.
  static constexpr std::string_view k_note = "[leakgate: ";

private:
  std::string m_head;
  std::string m_tail; ///< between one and two halves long once something was left out
  std::uint64_t m_left_out = 0;
};

} // namespace leakgate
