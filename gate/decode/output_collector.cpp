#include "gate/decode/output_collector.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate {

namespace {

constexpr std::size_t k_half = std::size_t{512} << 10;

} // namespace

void
OutputCollector::append(std::string_view text)
{
  const std::size_t room = std::min(k_half - m_head.size(), text.size());
  m_head += text.substr(0, room);
  text.remove_prefix(room);
  m_tail += text;
  if (m_tail.size() < 2 * k_half) {
    return;
  }
  const std::size_t surplus = m_tail.size() - k_half;
  m_tail.erase(0, surplus);
  m_left_out += surplus;
}

std::string
OutputCollector::text() const
{
  const std::size_t surplus = m_tail.size() > k_half ? m_tail.size() - k_half : 0;
  const std::uint64_t left_out = m_left_out + surplus;
  if (left_out == 0) {
    return m_head + m_tail;
  }
  return fmt::format("{}\n{}{} bytes of output left out]\n{}", m_head, k_note, left_out,
                     std::string_view(m_tail).substr(surplus));
}

} // namespace leakgate
