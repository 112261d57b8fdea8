#include "gate/base/hash.hpp"
#include "gate/base/number.hpp"
#include "gate/base/utf8.hpp"
#include "gate/decode/events/suite_event.hpp"

#include <chrono>
#include <cstdint>

namespace leakgate {

namespace {

// True where none of the eight bytes of `word` ends a run of plain ASCII: control characters,
// quotes, backslashes and all above 0x7f do.
bool
all_plain(std::uint64_t word)
{
  constexpr std::uint64_t k_ones = 0x0101010101010101, k_highs = 0x8080808080808080;
  const auto holds = [](std::uint64_t bytes) { return (bytes - k_ones) & ~bytes & k_highs; };
  const std::uint64_t control = (word - k_ones * 0x20) & ~word & k_highs;
  return ((word & k_highs) | control | holds(word ^ k_ones * '"') | holds(word ^ k_ones * '\\')) ==
         0;
}

class Scanner
{
public:
  Scanner(std::string_view line, TestEvent& event) : m_rest(line), m_event(event) {}

  bool
  object()
  {
    if (!skip('{')) {
      return false;
    }
    do {
      if (!member()) {
        return false;
      }
    } while (skip(','));
    return m_rest == "}";
  }

private:
  bool
  skip(char wanted)
  {
    const bool found = m_rest.starts_with(wanted);
    m_rest.remove_prefix(found ? 1 : 0);
    return found;
  }

  bool
  member()
  {
    const std::size_t end = m_rest.find('"', 1);
    if (!m_rest.starts_with('"') || end == std::string_view::npos) {
      return false;
    }
    const std::string_view name = m_rest.substr(1, end - 1);
    m_rest.remove_prefix(end + 1);
    if (!skip(':')) {
      return false;
    }
    if (name == "Time") {
      return take_time();
    }
    if (name == "Elapsed") {
      return elapsed();
    }
    std::string* const field = event_field(m_event, name);
    return field != nullptr && string(*field);
  }

  // One with an escape is left to others.
  bool
  take_time()
  {
    if (!skip('"')) {
      return false;
    }
    const std::string_view text = m_rest.substr(0, plain_length());
    m_rest.remove_prefix(text.size());
    m_event.time = parse_event_time(text);
    return skip('"');
  }

  bool
  elapsed()
  {
    const std::string_view digits = m_rest.substr(0, m_rest.find_first_not_of("0123456789."));
    const auto seconds = decimal_number(digits);
    m_event.elapsed = std::chrono::duration<double>(seconds.value_or(0));
    m_rest.remove_prefix(digits.size());
    return seconds.has_value();
  }

  bool
  string(std::string& out)
  {
    out.clear();
    if (!skip('"')) {
      return false;
    }
    while (true) {
      const std::size_t plain = plain_length();
      out.append(m_rest.substr(0, plain));
      m_rest.remove_prefix(plain);
      if (skip('"')) {
        return true;
      }
      if (!skip('\\') || !escaped(out)) {
        return false;
      }
    }
  }

  // How many bytes of the rest stand for themselves; those that are not UTF-8 do not.
  [[nodiscard]] std::size_t
  plain_length() const
  {
    std::size_t at = 0;
    while (at < m_rest.size()) {
      if (m_rest.size() - at >= 8 && all_plain(hash_detail::load8(m_rest.data() + at))) {
        at += 8;
        continue;
      }
      const auto byte = static_cast<unsigned char>(m_rest[at]);
      if (byte < 0x20 || byte == '"' || byte == '\\') {
        break;
      }
      const std::size_t length = byte < 0x80 ? 1 : utf8::character_length(m_rest.substr(at));
      if (length == 0) {
        break;
      }
      at += length;
    }
    return at;
  }

  bool
  escaped(std::string& out)
  {
    constexpr std::string_view k_letters = "\"\\/bfnrt";
    constexpr std::string_view k_meant = "\"\\/\b\f\n\r\t";
    if (m_rest.empty()) {
      return false;
    }
    const char letter = m_rest.front();
    m_rest.remove_prefix(1);
    if (letter == 'u') {
      return numbered(out);
    }
    const std::size_t at = k_letters.find(letter);
    if (at != std::string_view::npos) {
      out += k_meant[at];
    }
    return at != std::string_view::npos;
  }

  // `003c` behind `\u`. Characters in two halves are left to others: Go writes none.
  bool
  numbered(std::string& out)
  {
    constexpr std::size_t k_digits = 4;
    const std::string_view digits = m_rest.substr(0, k_digits);
    const auto value = whole_number<std::uint32_t>(digits, 16);
    if (digits.size() < k_digits || !value || (*value >= 0xD800 && *value <= 0xDFFF)) {
      return false;
    }
    m_rest.remove_prefix(k_digits);
    utf8::append(out, *value);
    return true;
  }

  std::string_view m_rest;
  TestEvent& m_event;
};

} // namespace

bool
scan_event(std::string_view line, TestEvent& event)
{
  return Scanner(line, event).object();
}

} // namespace leakgate
