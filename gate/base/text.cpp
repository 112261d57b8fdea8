#include "gate/base/text.hpp"

#include "gate/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace leakgate::text {

namespace {

void
append_quoted(std::string& out, unsigned char byte)
{
  switch (byte) {
  case '"': out += "\\\""; return;
  case '\\': out += "\\\\"; return;
  case '\n': out += "\\n"; return;
  case '\r': out += "\\r"; return;
  case '\t': out += "\\t"; return;
  default: break;
  }
  if (byte < 0x20 || byte >= 0x7F) {
    out += fmt::format("\\x{:02x}", byte);
  } else {
    out += static_cast<char>(byte);
  }
}

// The length of the escape sequence at the start of `input` (which is ESC): CSI ends
// with a byte of @ to ~, OSC, DCS, SOS, PM and APC with BEL or ST (ECMA-48).
std::size_t
escape_length(std::string_view input)
{
  if (input.size() < 2) {
    return 1;
  }
  if (input[1] == '[') {
    for (std::size_t i = 2; i < input.size(); ++i) {
      if (input[i] >= '@' && input[i] <= '~') {
        return i + 1;
      }
      if (input[i] < ' ') {
        return i;
      }
    }
    return input.size();
  }
  if (std::string_view("]PX^_").find(input[1]) != std::string_view::npos) {
    const std::size_t end = input.find_first_of("\a\x1b\n", 2);
    if (end == std::string_view::npos) {
      return input.size();
    }
    return input[end] == '\n' ? end : input.substr(end, 2) == "\x1b\\" ? end + 2 : end + 1;
  }
  return input[1] < ' ' ? 1 : 2;
}

// Letters to insert, remove, replace or swap with their neighbour (optimal string
// alignment): a swap is the commonest slip and counts once.
std::size_t
edit_distance(std::string_view a, std::string_view b)
{
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost.back().back();
}

} // namespace

std::string
quoted(std::string_view input, std::size_t limit)
{
  std::string out = "\"";
  std::size_t i = 0;
  while (i < input.size() && i < limit) {
    const std::size_t length = utf8::character_length(input.substr(i));
    if (length > 1) {
      if (i + length > limit) {
        break;
      }
      out += input.substr(i, length);
      i += length;
    } else {
      append_quoted(out, static_cast<unsigned char>(input[i]));
      ++i;
    }
  }
  out += i < input.size() ? "…\"" : "\"";
  return out;
}

std::string_view
trim(std::string_view input)
{
  constexpr std::string_view k_space = " \t\r\n";
  const std::size_t first = input.find_first_not_of(k_space);
  if (first == std::string_view::npos) {
    return {};
  }
  return input.substr(first, input.find_last_not_of(k_space) - first + 1);
}

std::vector<std::string_view>
split(std::string_view input, char separator)
{
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = input.find(separator);
    parts.push_back(input.substr(0, at));
    if (at == std::string_view::npos) {
      return parts;
    }
    input.remove_prefix(at + 1);
  }
}

std::string
join(const std::vector<std::string>& parts, std::string_view separator)
{
  return fmt::format("{}", fmt::join(parts, separator));
}

bool
glob_match(std::string_view pattern, std::string_view input)
{
  // The usual two-pointer walk: on a mismatch go back to the last `*` and let it
  // take one more character.
  std::size_t p = 0;
  std::size_t i = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_input = 0;
  while (i < input.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_input = i;
    } else if (p < pattern.size() && pattern[p] == input[i]) {
      ++p;
      ++i;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      i = ++star_input;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string
nearest(std::string_view input, const std::vector<std::string>& candidates)
{
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, input.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(input, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string
meant(std::string_view input, const std::vector<std::string>& candidates,
      std::string_view otherwise)
{
  const std::string near = nearest(input, candidates);
  return near.empty() ? fmt::format(" ({})", otherwise)
                      : fmt::format(", did you mean {}?", text::quoted(near));
}

std::string
meant_in_brackets(std::string_view input, const std::vector<std::string>& candidates,
                  std::string_view otherwise)
{
  const std::string near = nearest(input, candidates);
  return near.empty() ? fmt::format(" ({})", otherwise)
                      : fmt::format(" (did you mean {}?)", text::quoted(near));
}

std::string
alternatives(const std::vector<std::string>& choices)
{
  std::string out;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    out += i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ";
    out += choices[i];
  }
  return out;
}

std::string
counted(long long count, std::string_view noun)
{
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string
byte_size(long long bytes)
{
  constexpr std::array<std::string_view, 5> k_units = {"B", "KiB", "MiB", "GiB", "TiB"};
  if (bytes > -1024 && bytes < 1024) {
    return fmt::format("{} B", bytes);
  }
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (std::abs(value) >= 1024 && unit + 1 < k_units.size()) {
    value /= 1024;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, k_units[unit]);
}

std::string
valid_utf8(std::string_view input)
{
  std::string out;
  out.reserve(input.size());
  while (!input.empty()) {
    const std::size_t length = utf8::character_length(input);
    out += length == 0 ? std::string_view("\xEF\xBF\xBD") : input.substr(0, length);
    input.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string
printable(std::string_view input)
{
  std::string out;
  out.reserve(input.size());
  while (!input.empty()) {
    const auto byte = static_cast<unsigned char>(input[0]);
    std::size_t length = 1;
    if (byte == 0x1B) {
      length = escape_length(input);
    } else if (byte >= 0x80) {
      length = utf8::character_length(input);
      const bool c1_control = length == 2 && byte == 0xC2 && utf8::is_continuation(input[1]) &&
                              static_cast<unsigned char>(input[1]) < 0xA0;
      if (length == 0) {
        out += "\xEF\xBF\xBD";
        length = 1;
      } else if (!c1_control) {
        out += input.substr(0, length);
      }
    } else if ((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t') {
      out += input[0];
    }
    input.remove_prefix(length);
  }
  return out;
}

std::string
lower(std::string_view input)
{
  std::string out(input);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string
capitalized(std::string_view input)
{
  std::string out(input);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') {
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  }
  return out;
}

} // namespace leakgate::text
