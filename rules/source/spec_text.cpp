#include "gate/base/text.hpp"
#include "rules/source/function_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace leakgate::rules {

namespace {

constexpr int k_lines_back = 400;
constexpr std::size_t k_most_bytes = 200;

bool
is_word(char c)
{
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t
indentation(std::string_view line)
{
  return std::min(line.find_first_not_of("\t "), line.size());
}

// A call that a line starts with: `It` and `delivers` of `It("delivers", func() {`.
struct Call
{
  std::string name;
  std::optional<std::string> words; ///< the string that is its first argument
};

// A literal without its quotes and escapes.
std::optional<std::string>
literal(std::string_view rest)
{
  if (rest.empty() || (rest.front() != '"' && rest.front() != '`')) {
    return std::nullopt;
  }
  std::string out;
  for (std::size_t i = 1; i < rest.size() && out.size() < k_most_bytes; ++i) {
    if (rest[i] == rest.front()) {
      return out;
    }
    i += rest.front() == '"' && rest[i] == '\\' && i + 1 < rest.size() ? 1 : 0;
    out += rest[i];
  }
  return std::nullopt;
}

// `var _ = ginkgo.It("x", …`: the last part of the name counts.
std::optional<Call>
call_at(std::string_view line)
{
  std::string_view rest = text::trim(line);
  for (const std::string_view start : {"var _ = ", "_ = ", "return "}) {
    rest.remove_prefix(rest.starts_with(start) ? start.size() : 0);
  }
  const auto end = static_cast<std::size_t>(
      std::ranges::find_if(rest, [](char c) { return !is_word(c) && c != '.'; }) - rest.begin());
  if (end == 0 || end >= rest.size() || rest[end] != '(') {
    return std::nullopt;
  }
  const std::string_view name = rest.substr(0, end);
  return Call{std::string(name.substr(name.rfind('.') + 1)), literal(rest.substr(end + 1))};
}

// Steps and waits inside of a spec are no spec of their own.
bool
is_step(const std::string& name)
{
  constexpr std::array<std::string_view, 7> k_steps = {"By",
                                                       "Eventually",
                                                       "Consistently",
                                                       "EventuallyWithOffset",
                                                       "ConsistentlyWithOffset",
                                                       "DeferCleanup",
                                                       "Expect"};
  return std::ranges::find(k_steps, name) != k_steps.end();
}

// Ginkgo's set-up nodes, which have no words of their own.
bool
is_set_up(std::string_view name)
{
  for (const std::string_view prefix : {"Just", "Synchronized"}) {
    name.remove_prefix(name.starts_with(prefix) ? prefix.size() : 0);
  }
  return name.starts_with("Before") || name.starts_with("After");
}

// `FIt` is an It that has the focus.
std::string
without_focus(const std::string& name)
{
  constexpr std::array<std::string_view, 4> k_nodes = {"It", "Specify", "DescribeTable", "Entry"};
  return name.starts_with('F') && std::ranges::find(k_nodes, name.substr(1)) != k_nodes.end()
             ? name.substr(1)
             : name;
}

} // namespace

std::string
spec_text_at(const SourceLine& source_line, const Place& place)
{
  if (!source_line || !place.known()) {
    return {};
  }
  std::size_t indent = indentation(source_line(place.file, place.line)) + 1;
  std::string set_up;
  for (int number = place.line; number > std::max(0, place.line - k_lines_back); --number) {
    const std::string line = source_line(place.file, number);
    if (text::trim(line).empty() || indentation(line) >= indent) {
      continue;
    }
    indent = indentation(line);
    const auto call = call_at(line);
    if (!call || is_step(call->name)) {
      continue;
    }
    if (is_set_up(call->name)) {
      set_up = call->name;
    } else if (call->words) {
      return fmt::format("[{}] {}", set_up.empty() ? without_focus(call->name) : set_up,
                         *call->words);
    }
  }
  return set_up.empty() ? "" : fmt::format("[{}]", set_up);
}

bool
hands_on_t(const std::string& line)
{
  for (std::size_t at = line.find('t'); at != std::string::npos; at = line.find('t', at + 1)) {
    const std::size_t before = line.find_last_not_of(' ', at == 0 ? 0 : at - 1);
    const std::size_t after = line.find_first_not_of(' ', at + 1);
    const bool starts = at > 0 && (line[before] == '(' || line[before] == ',');
    const bool ends = after != std::string::npos && (line[after] == ',' || line[after] == ')');
    if (starts && ends) {
      return true;
    }
  }
  return false;
}

} // namespace leakgate::rules
