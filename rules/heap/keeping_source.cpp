#include "rules/heap/keeping_source.hpp"

#include "rules/source/function_source.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace leakgate::rules {

namespace {

std::string_view
leading_name(std::string_view text)
{
  const auto is_part = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  const auto end = std::ranges::find_if_not(text, is_part);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool
starts_with_any(std::string_view text, const std::array<std::string_view, 3>& starts)
{
  return std::ranges::any_of(starts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

// `list := make(…)`, `var list []T`: not `list := c.list`, which is somebody else's.
std::string_view
name_made_in(std::string_view text)
{
  constexpr std::string_view k_var = "var ";
  if (text.starts_with(k_var)) {
    const std::string_view name = leading_name(text.substr(k_var.size()));
    const std::string_view type = text.substr(k_var.size() + name.size());
    return starts_with_any(type, {" []", " map[", " = make("}) ? name : std::string_view();
  }
  const std::string_view name = leading_name(text);
  return starts_with_any(text.substr(name.size()), {" := make(", " := []", " := map["})
             ? name
             : std::string_view();
}

// `list = append(list, v)`, `table[k] = v`.
std::string_view
name_put_into(std::string_view text)
{
  const std::string_view name = leading_name(text);
  return starts_with_any(text.substr(name.size()), {" = append(", "[", " = slices."})
             ? name
             : std::string_view();
}

} // namespace

KeepingSource
keeping_source(const SourceLine& source_line, const Place& place)
{
  KeepingSource out;
  if (!source_line || !place.known()) {
    return out;
  }
  const FunctionSource around = function_around(source_line, place);
  std::set<std::string_view> made;
  for (const CodeLine& line : around.body) {
    made.insert(name_made_in(line.text));
  }
  made.erase(std::string_view());
  const auto keeps = [&](const CodeLine& line) { return !made.contains(name_put_into(line.text)); };
  out.line = source_line(place.file, place.line);
  for (const CodeLine& line : around.body) {
    if (keeps(line)) {
      out.function += line.text + "\n";
    } else if (line.number == place.line) {
      out.line.clear();
    }
  }
  return out;
}

} // namespace leakgate::rules
