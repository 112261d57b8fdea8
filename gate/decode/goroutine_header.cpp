#include "gate/decode/goroutine_header.hpp"

#include "gate/base/number.hpp"
#include "gate/base/utf8.hpp"
#include "gate/model/wait_reason.hpp"

#include <algorithm>
#include <cstdint>

namespace leakgate {

namespace {

constexpr std::size_t k_max_entries = 1024; ///< labels, unknown attributes; Go sets no limit

constexpr std::string_view k_leaked = " (leaked)";
constexpr std::string_view k_durable = " (durable)";
constexpr std::string_view k_synctest = " (synctest)"; ///< what Go 1.24 called durable
constexpr std::string_view k_scan = " (scan)";
constexpr std::string_view k_labels = " labels:{";

// The number at the start of `text` up to `suffix`, which must be all that follows.
std::optional<std::int64_t>
number_before(std::string_view text, std::string_view suffix)
{
  const auto number = take_number<std::int64_t>(text);
  return text == suffix ? number : std::nullopt;
}

class HeaderReader
{
public:
  explicit HeaderReader(std::string_view text) : m_text(text) {}

  bool
  read(Goroutine& goroutine)
  {
    if (!take("[")) {
      return false;
    }
    read_state(goroutine);
    while (!take("]")) {
      if (!read_attribute(goroutine)) {
        return false;
      }
    }
    if (take(" {") && !read_labels(goroutine.labels)) {
      return false;
    }
    std::ranges::stable_sort(goroutine.labels, {}, &Label::key);
    return rest() == ":";
  }

private:
  [[nodiscard]] std::string_view
  rest() const
  {
    return m_text.substr(m_at);
  }

  bool
  take(std::string_view token)
  {
    if (!rest().starts_with(token)) {
      return false;
    }
    m_at += token.size();
    return true;
  }

  [[nodiscard]] bool
  at_delimiter() const
  {
    const std::string_view text = rest();
    return text.starts_with(']') || text.starts_with(", ") || text.starts_with(k_leaked) ||
           text.starts_with(k_durable) || text.starts_with(k_synctest) ||
           text.starts_with(k_scan) || text.starts_with(k_labels);
  }

  // Text up to the next delimiter; parentheses of its own, as in `chan send (nil
  // chan)`, and quoted strings belong to it.
  std::string_view
  read_words()
  {
    const std::size_t start = m_at;
    int depth = 0;
    for (; m_at < m_text.size(); ++m_at) {
      if (m_text[m_at] == ']' || (depth == 0 && at_delimiter())) {
        break;
      }
      if (m_text[m_at] == '(') {
        ++depth;
      } else if (m_text[m_at] == ')') {
        depth = std::max(0, depth - 1);
      } else if (m_text[m_at] == '"') {
        skip_quoted();
      }
    }
    m_at = std::min(m_at, m_text.size());
    return m_text.substr(start, m_at - start);
  }

  void
  skip_quoted()
  {
    for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
      if (m_text[m_at] == '\\') {
        ++m_at;
      }
    }
  }

  void
  read_state(Goroutine& goroutine)
  {
    goroutine.state = read_words();
    goroutine.wait = wait_of_state(goroutine.state);
  }

  bool
  read_attribute(Goroutine& goroutine)
  {
    if (take(k_leaked)) {
      goroutine.leaked = true;
    } else if (take(k_durable) || take(k_synctest)) {
      goroutine.durable = true;
    } else if (take(k_scan)) {
      goroutine.scan = true;
    } else if (take(k_labels)) {
      return read_labels(goroutine.labels);
    } else {
      return read_words_attribute(goroutine);
    }
    return true;
  }

  bool
  read_words_attribute(Goroutine& goroutine)
  {
    take(", ");
    const std::string_view words = read_words();
    if (m_at == m_text.size()) {
      return false;
    }
    if (const auto minutes = number_before(words, " minutes")) {
      goroutine.minutes = *minutes;
    } else if (words == "locked to thread") {
      goroutine.locked_to_thread = true;
    } else if (const auto bubble = bubble_of(words)) {
      goroutine.synctest_bubble = *bubble;
    } else if (goroutine.other_attributes.size() == k_max_entries) {
      return false;
    } else {
      goroutine.other_attributes.emplace_back(words);
    }
    return true;
  }

  // Go 1.24 said "synctest group" and gave the id of the bubble's first goroutine.
  static std::optional<std::int64_t>
  bubble_of(std::string_view words)
  {
    for (const std::string_view prefix : {"synctest bubble ", "synctest group "}) {
      if (words.starts_with(prefix)) {
        return number_before(words.substr(prefix.size()), "");
      }
    }
    return std::nullopt;
  }

  // `key: value, key: value}`; either side is quoted or plain.
  bool
  read_labels(std::vector<Label>& labels)
  {
    do {
      Label& label = labels.emplace_back();
      if (labels.size() > k_max_entries || !read_text(label.key, false) || !take(": ") ||
          !read_text(label.value, true)) {
        return false;
      }
    } while (take(", "));
    return take("}");
  }

  bool
  read_text(std::string& out, bool is_value)
  {
    if (take("\"")) {
      return read_quoted(out);
    }
    // Plain text is letters, digits, '.', '/' and '_'; of anything else the end is sought.
    const std::size_t start = m_at;
    while (m_at < m_text.size() && !(is_value ? m_text[m_at] == '}' || rest().starts_with(", ")
                                              : rest().starts_with(": "))) {
      ++m_at;
    }
    out = m_text.substr(start, m_at - start);
    return m_at < m_text.size();
  }

  bool
  read_quoted(std::string& out)
  {
    for (; m_at < m_text.size(); ++m_at) {
      if (m_text[m_at] == '"') {
        ++m_at;
        return true;
      }
      if (m_text[m_at] != '\\') {
        out += m_text[m_at];
      } else if (++m_at == m_text.size() || !read_escape(out)) {
        return false;
      }
    }
    return false;
  }

  // At the letter behind the backslash; leaves the reader on the last character.
  bool
  read_escape(std::string& out)
  {
    switch (m_text[m_at]) {
    case 'n': out += '\n'; return true;
    case 'r': out += '\r'; return true;
    case 't': out += '\t'; return true;
    case '\\':
    case '"': out += m_text[m_at]; return true;
    case 'x': return read_hex(out, 2);
    case 'u': return read_hex(out, 4);
    case 'U': return read_hex(out, 8);
    default: return false;
    }
  }

  bool
  read_hex(std::string& out, std::size_t digits)
  {
    const std::string_view text = m_text.substr(m_at + 1, digits);
    const auto value = whole_number<std::uint32_t>(text, 16);
    if (text.size() != digits || !value || *value > 0x10ffff) {
      return false;
    }
    if (digits == 2) {
      out += static_cast<char>(*value); // a byte, not a character
    } else {
      utf8::append(out, *value);
    }
    m_at += digits;
    return true;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
};

} // namespace

std::optional<Goroutine>
parse_goroutine_header(std::string_view text)
{
  Goroutine goroutine;
  if (!HeaderReader(text).read(goroutine)) {
    return std::nullopt;
  }
  return goroutine;
}

} // namespace leakgate
