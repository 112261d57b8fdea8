#include "gate/base/text.hpp"
#include "rules/names/symbol.hpp"
#include "rules/rounds/lone_processes.hpp"
#include "rules/stacks/start_chain.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr int k_most_lines = 10'000;

bool
is_identifier(char c)
{
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The variables that the line may call a Once by: `start` of `start.Do(func() {` and `start` of
// `start()`, and the one that it declares. What stands behind a dot is a field.
std::vector<std::string>
names_on(std::string_view line)
{
  std::vector<std::string> names;
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); i = std::max(end, i + 1)) {
    end = i;
    while (end < line.size() && is_identifier(line[end])) {
      ++end;
    }
    const std::string_view rest = line.substr(end);
    const bool called = rest.starts_with(".Do(") || rest.starts_with('(');
    const bool declared = rest.starts_with(" = ") || rest.starts_with(" sync.Once");
    if (end > i && (called || declared) && (i == 0 || line[i - 1] != '.')) {
      names.emplace_back(line.substr(i, end - i));
    }
  }
  return names;
}

// `var start sync.Once` at the left edge, or a line of a `var (` block there.
bool
is_package_variable(const std::string& name, const std::string& file, const SourceLine& source_line)
{
  bool in_block = false;
  int empty = 0;
  for (int number = 1; number < k_most_lines && empty < 100; ++number) {
    const std::string line = source_line(file, number);
    empty = line.empty() ? empty + 1 : 0;
    in_block = line.starts_with("var (") || (in_block && !line.starts_with(")"));
    std::string_view rest = line;
    if (rest.starts_with("var ")) {
      rest.remove_prefix(4);
    } else if (!in_block || !rest.starts_with('\t')) {
      continue;
    }
    rest = text::trim(rest);
    if (rest.starts_with(name) && rest.size() > name.size() && !is_identifier(rest[name.size()]) &&
        rest.find("sync.Once") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool
is_any_package_variable(const std::vector<std::string>& names, const std::string& file,
                        const SourceLine& source_line)
{
  return std::ranges::any_of(
      names, [&](const std::string& name) { return is_package_variable(name, file, source_line); });
}

bool
is_of_once(const Frame& frame)
{
  const std::string_view function = frame.function.view();
  return in_package(function, "sync") || in_package(function, "sync/atomic") ||
         function.find(".OnceFunc.") != std::string_view::npos ||
         function.find(".OnceValue") != std::string_view::npos;
}

std::size_t
indentation(std::string_view line)
{
  return std::min(line.find_first_not_of('\t'), line.size());
}

// The lines around `place` that open what it stands in, and itself: by the indentation of gofmt.
bool
in_package_once(const Place& place, const SourceLine& source_line)
{
  std::size_t indent = indentation(source_line(place.file, place.line)) + 1;
  for (int number = place.line; number > 0 && indent > 0; --number) {
    const std::string line = source_line(place.file, number);
    if (line.empty() || indentation(line) >= indent) {
      continue;
    }
    indent = indentation(line);
    const bool once =
        line.find(".Do(") != std::string::npos || line.find("sync.Once") != std::string::npos;
    if (once && is_any_package_variable(names_on(line), place.file, source_line)) {
      return true;
    }
  }
  return false;
}

} // namespace

bool
started_by_package_once(const Goroutine& goroutine, SourceNames& sources,
                        const SourceLine& source_line)
{
  const std::vector<Link> chain = chain_of(goroutine);
  const auto once = std::ranges::find_if(
      chain, [](const Link& link) { return link.frame.function.view() == "sync.(*Once).doSlow"; });
  if (!source_line || once == chain.end()) {
    return false;
  }
  // What it calls may stand inside of the call; who calls it has the variable on its line.
  const auto of_once = [](const Link& link) { return is_of_once(link.frame); };
  const auto called = std::find_if_not(std::make_reverse_iterator(once), chain.rend(), of_once);
  const auto caller = std::find_if_not(once, chain.end(), of_once);
  if (called != chain.rend()) {
    const Place place = sources.place(called->frame);
    if (place.known() && in_package_once(place, source_line)) {
      return true;
    }
  }
  const Place place = caller == chain.end() ? Place{} : sources.place(caller->frame);
  return place.known() && is_any_package_variable(names_on(source_line(place.file, place.line)),
                                                  place.file, source_line);
}

} // namespace leakgate::rules
