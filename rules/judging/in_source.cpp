#include "rules/judging/disposition.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace leakgate::rules {

namespace {

bool
is_at(const AllowComment& comment, const Place& place)
{
  return place.known() && place.file == comment.file && place.line == comment.line;
}

bool
is_in(const ChangedLines& changed, const Place& place)
{
  const auto file = changed.files.find(place.file);
  return file == changed.files.end() || std::ranges::any_of(file->second, [&](const auto& part) {
           return part.first <= place.line && place.line <= part.second;
         });
}

} // namespace

bool
has_unknown_test(const Finding& finding)
{
  if (finding.kind != FindingKind::goroutine) {
    return !finding.at.known() && !finding.called.known();
  }
  return finding.leakers.empty() || std::ranges::any_of(finding.leakers, [](const Leaker& leaker) {
           return !leaker.at.known();
         });
}

bool
is_about(const AllowComment& comment, const Finding& finding)
{
  if (comment.package != finding.package) {
    return false;
  }
  if (comment.test.empty()) {
    return is_at(comment, is_heap_leak(finding) ? finding.at : finding.started) ||
           is_at(comment, finding.called);
  }
  return !finding.leakers.empty() &&
         std::ranges::all_of(finding.leakers, [&](const Leaker& leaker) {
           return top_level_test(leaker.test) == comment.test;
         });
}

std::vector<Place>
leading_places(const Finding& finding, const PlaceOf& place_of)
{
  std::vector<Place> out = {finding.at, finding.started, finding.called, finding.through,
                            finding.blocked};
  const auto add = [&](const std::vector<Frame>& stack) {
    std::ranges::transform(stack, std::back_inserter(out), place_of);
  };
  std::ranges::transform(finding.leakers, std::back_inserter(out), &Leaker::at);
  std::ranges::transform(finding.sites, std::back_inserter(out), &HeapGrowth::site);
  add(finding.stack);
  for (const StackVariant& variant : finding.variants) {
    out.push_back(variant.blocked);
    add(variant.stack);
  }
  for (const Ancestor& ancestor : finding.ancestors) {
    add(ancestor.frames);
  }
  std::erase_if(out, [](const Place& place) { return !place.known(); });
  return out;
}

bool
is_touched(const ChangedLines& changed, const Finding& finding, const PlaceOf& place_of)
{
  if (finding.kind == FindingKind::goroutine && !finding.started.known()) {
    return true;
  }
  const std::vector<Place> places = leading_places(finding, place_of);
  return (has_unknown_test(finding) && is_in(changed, {"", finding.package, 1})) ||
         std::ranges::any_of(places, [&](const Place& place) { return is_in(changed, place); });
}

} // namespace leakgate::rules
