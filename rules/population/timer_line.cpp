#include "rules/population/timer_line.hpp"

#include "gate/base/text.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace leakgate::rules {

namespace {

constexpr int k_lines_back = 400;
constexpr int k_most_lines = 10'000;
constexpr int k_empty_at_end = 100;
constexpr std::string_view k_call = "AfterFunc(";

std::size_t
indentation(std::string_view line)
{
  return std::min(line.find_first_not_of('\t'), line.size());
}

// The outermost frame of what the timer called.
const Frame*
callback_of(const Goroutine& goroutine)
{
  const std::vector<Frame>& frames =
      goroutine.ancestors.empty() ? goroutine.frames : goroutine.ancestors.back().frames;
  const std::optional<Frame>& creator =
      goroutine.ancestors.empty() ? goroutine.created_by : goroutine.ancestors.back().created_by;
  const bool by_timer = creator && creator->function.view() == "time.goFunc";
  return by_timer && !frames.empty() ? &frames.back() : nullptr;
}

// The last part of a name that a person wrote: `expire` of `(*Node).expire-fm`; empty for a
// function literal.
std::string_view
written_name(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  std::string_view last = parts.empty() ? std::string_view{} : parts.back();
  last = last.substr(0, last.find('-'));
  const bool literal =
      last.starts_with("func") || last.find_first_not_of("0123456789") == std::string_view::npos;
  return literal ? std::string_view{} : last;
}

// The line of the call that a function literal at `place` stands in; 0: none.
int
line_around(const Place& place, const SourceLine& source_line)
{
  std::size_t indent = indentation(source_line(place.file, place.line)) + 1;
  for (int number = place.line; number > std::max(0, place.line - k_lines_back); --number) {
    const std::string line = source_line(place.file, number);
    if (text::trim(line).empty() || indentation(line) >= indent) {
      continue;
    }
    indent = indentation(line);
    if (line.find(k_call) != std::string::npos) {
      return number;
    }
  }
  return 0;
}

// The one line of the file that hands `name` to AfterFunc; 0: none, or several.
int
line_naming(const std::string& file, std::string_view name, const SourceLine& source_line)
{
  int found = 0;
  int empty = 0;
  for (int number = 1; number < k_most_lines && empty < k_empty_at_end; ++number) {
    const std::string line = source_line(file, number);
    empty = line.empty() ? empty + 1 : 0;
    const std::size_t call = line.find(k_call);
    const std::size_t at = call == std::string::npos ? call : line.find(name, call);
    if (at == std::string::npos || line.substr(at + name.size()).find(')') != 0) {
      continue;
    }
    if (found != 0) {
      return 0;
    }
    found = number;
  }
  return found;
}

// `func (n *Node) suspect(d time.Duration) {` as a symbol: `example.com/app.(*Node).suspect`.
std::string
symbol_around(const Place& place, int number, const SourceLine& source_line)
{
  while (number > 1 && !source_line(place.file, number).starts_with("func ")) {
    --number;
  }
  std::string_view rest = std::string_view("func ");
  const std::string line = source_line(place.file, number);
  if (!line.starts_with(rest)) {
    return {};
  }
  rest = std::string_view(line).substr(rest.size());
  std::string receiver;
  if (rest.starts_with('(')) {
    const std::size_t close = std::min(rest.find(')'), rest.size());
    std::string_view type = rest.substr(1, close - 1);
    type = type.substr(type.rfind(' ') + 1);
    receiver = (type.starts_with('*') ? "(" + std::string(type) + ")" : std::string(type)) + ".";
    rest = text::trim(rest.substr(std::min(close + 1, rest.size())));
  }
  const std::string_view name = rest.substr(0, rest.find_first_of("(["));
  return std::string(split_symbol(place.function).package) + "." + receiver + std::string(name);
}

} // namespace

Place
timer_place(const Goroutine& goroutine, SourceNames& sources, const SourceLine& source_line)
{
  const Frame* callback = callback_of(goroutine);
  if (callback == nullptr || !source_line || !in_main_module(*callback, sources)) {
    return {};
  }
  Place place = sources.place(*callback);
  if (!place.known()) {
    return {};
  }
  const std::string_view name = written_name(callback->function.view());
  const int line =
      name.empty() ? line_around(place, source_line) : line_naming(place.file, name, source_line);
  if (line == 0) {
    return {};
  }
  place.function = symbol_around(place, line, source_line);
  place.line = line;
  return place;
}

} // namespace leakgate::rules
