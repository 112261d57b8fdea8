#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "rules/names/symbol.hpp"

#include <map>
#include <set>
#include <string_view>

namespace leakgate::rules {

namespace {

// A suite may have left a million goroutines; few functions are in them.
std::set<std::string>
functions_seen(const std::vector<PackageEvidence>& packages)
{
  std::set<std::string> seen;
  const auto add = [&](const Frame& frame) {
    seen.insert(unescaped_symbol(frame.function.view()));
  };
  for (const PackageEvidence& package : packages) {
    if (!package.after) {
      continue;
    }
    for (const Goroutine& goroutine : package.after->dump) {
      for (const Frame& frame : goroutine.frames) {
        add(frame);
      }
      if (goroutine.created_by) {
        add(*goroutine.created_by);
      }
    }
  }
  return seen;
}

const TextPattern*
pattern_over_functions(const GoroutineMatch& match)
{
  for (const TextPattern* pattern : {&match.function, &match.entry, &match.top, &match.creator}) {
    if (!pattern->empty()) {
      return pattern;
    }
  }
  return nullptr;
}

// The last parts of a name, without what a path or a version puts before them:
// `(*Logger).millRun`.
std::string
name_in_package(std::string_view symbol)
{
  const std::string shown = short_symbol(symbol);
  const std::vector<std::string_view> parts = name_parts(shown);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].starts_with('(')) {
      return shown.substr(static_cast<std::size_t>(parts[i].data() - shown.data()));
    }
  }
  return parts.empty() ? std::string() : std::string(parts.back());
}

} // namespace

std::string
nearest_function(const GoroutineMatch& match, const std::vector<PackageEvidence>& packages)
{
  const TextPattern* pattern = pattern_over_functions(match);
  if (pattern == nullptr || pattern->regex) {
    return {};
  }
  std::vector<std::string> candidates;
  std::vector<std::string> namesakes;
  std::map<std::string, std::string> by_short; // as reports show it -> whole
  const std::string name = name_in_package(pattern->text);
  for (const std::string& function : functions_seen(packages)) {
    candidates.push_back(function);
    by_short.emplace(short_symbol(function), function);
    if (name.size() > 1 && name_in_package(function) == name) {
      namesakes.push_back(function);
    }
  }
  if (!namesakes.empty()) {
    const std::string best = text::nearest(pattern->text, namesakes);
    return best.empty() ? namesakes.front() : best;
  }
  const std::string best = text::nearest(pattern->text, candidates);
  if (!best.empty()) {
    return best;
  }
  std::vector<std::string> shown;
  for (const auto& [short_name, function] : by_short) {
    shown.push_back(short_name);
  }
  const auto found = by_short.find(text::nearest(pattern->text, shown));
  return found == by_short.end() ? std::string() : found->second;
}

} // namespace leakgate::rules
