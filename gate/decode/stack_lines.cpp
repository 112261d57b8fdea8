#include "gate/decode/stack_lines.hpp"

#include "gate/base/number.hpp"

#include <bit>
#include <cstring>

namespace leakgate {

namespace {

// A real dump has a few thousand; a hostile one gains nothing by having more.
constexpr std::size_t k_max_remembered = 1U << 16;

// Marks (with bit 7) the bytes of `word` that equal the byte repeated in `pattern`.
// Marks above the lowest one may be wrong.
std::uint64_t
bytes_equal(std::uint64_t word, std::uint64_t pattern)
{
  constexpr std::uint64_t k_ones = 0x0101010101010101, k_highs = 0x8080808080808080;
  const std::uint64_t zero = word ^ pattern;
  return (zero - k_ones) & ~zero & k_highs;
}

// The first newline or parenthesis in [at, end), or end.
const char*
find_parenthesis_or_line_end(const char* at, const char* end)
{
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - at >= 8; at += 8) {
      const std::uint64_t word = hash_detail::load8(at);
      // '(' and ')' differ in the lowest bit only.
      const std::uint64_t found = bytes_equal(word & 0xfefefefefefefefe, 0x2828282828282828) |
                                  bytes_equal(word, 0x0a0a0a0a0a0a0a0a);
      if (found) {
        return at + std::countr_zero(found) / 8;
      }
    }
  }
  while (at != end && *at != '\n' && *at != '(' && *at != ')') {
    ++at;
  }
  return at;
}

bool
stands_at(std::string_view text, const char* at, const char* end)
{
  return static_cast<std::size_t>(end - at) >= text.size() &&
         std::memcmp(at, text.data(), text.size()) == 0;
}

} // namespace

std::size_t
find_arguments(std::string_view line)
{
  if (!line.ends_with(')')) {
    return std::string_view::npos;
  }
  const std::size_t last = line.rfind('(');
  if (last == std::string_view::npos || last == 0) {
    return std::string_view::npos;
  }
  if (line.find(')', last) == line.size() - 1) {
    return last;
  }
  int depth = 0;
  for (std::size_t at = line.size(); at-- > 1;) {
    if (line[at] == ')') {
      ++depth;
    } else if (line[at] == '(' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::optional<Frame>
parse_location(std::string_view line)
{
  if (!line.starts_with('\t')) {
    return std::nullopt;
  }
  line.remove_prefix(1);
  if (line.starts_with("pc=0x")) {
    return Frame{};
  }
  const std::size_t colon = line.rfind(':');
  if (colon == std::string_view::npos || colon == 0) {
    return std::nullopt;
  }
  std::string_view suffix = line.substr(colon + 1);
  const auto number = take_number<int>(suffix);
  if (!number || !(suffix.empty() || suffix.starts_with(' '))) {
    return std::nullopt;
  }
  return Frame{Name(), Name(line.substr(0, colon)), *number};
}

StackLines::Match
StackLines::try_step(const Step& step, const char* at) const
{
  if (!stands_at(step.head, at, m_end)) {
    return {};
  }
  at += step.head.size();
  std::int64_t in_goroutine = 0;
  if (step.kind == Kind::call) {
    at = find_parenthesis_or_line_end(at, m_end);
    if (!stands_at(")\n", at, m_end)) {
      return {};
    }
    at += 2;
  } else if (step.kind == Kind::creator_in_goroutine) {
    std::string_view rest(at, static_cast<std::size_t>(m_end - at));
    const auto number = take_number<std::int64_t>(rest);
    if (!number || !rest.starts_with('\n')) {
      return {};
    }
    in_goroutine = *number;
    at = rest.data() + 1;
  }
  if (!stands_at(step.location, at, m_end)) {
    return {};
  }
  return {&step, at + step.location.size(), in_goroutine};
}

std::size_t
StackLines::KeyHash::operator()(const Key& key) const noexcept
{
  const auto place = reinterpret_cast<std::uintptr_t>(key.place);
  return hash_mix(key.function.hash() ^ static_cast<std::uint64_t>(key.kind), place ^ hash_seed());
}

void
StackLines::remember(Kind kind, std::string_view head, std::string_view location,
                     const Frame& frame)
{
  const auto* place = m_places.find(location);
  if (!place) {
    return;
  }
  const Key key{kind, frame.function, place->key.data()};
  auto known = m_index.find(key);
  if (known == m_index.end()) {
    if (m_steps.size() >= k_max_remembered) {
      return;
    }
    Step& step = m_steps.emplace_back();
    step.kind = kind;
    step.head = head;
    step.location = place->key;
    step.frame = frame;
    known = m_index.emplace(key, &step).first;
  }
  Step* const step = known->second;
  if (m_last->followers[0] != step) {
    m_last->followers[1] = m_last->followers[0];
    m_last->followers[0] = step;
  }
  m_last = step;
}

std::optional<Frame>
StackLines::location(std::string_view line)
{
  if (const auto* known = m_places.find(line)) {
    return Frame{Name(), known->value.file, known->value.line};
  }
  std::string_view bare = line;
  while (bare.ends_with('\n') || bare.ends_with('\r')) {
    bare.remove_suffix(1);
  }
  const auto parsed = parse_location(bare);
  if (parsed && m_places.size() < k_max_remembered) {
    m_places.add(line, Place{parsed->file, parsed->line});
  }
  return parsed;
}

} // namespace leakgate
