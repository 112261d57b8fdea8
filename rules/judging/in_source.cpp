#include "rules/judging/disposition.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
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
  const auto file = place.known() ? changed.files.find(place.file) : changed.files.end();
  return file != changed.files.end() && std::ranges::any_of(file->second, [&](const auto& part) {
           return part.first <= place.line && place.line <= part.second;
         });
}

} // namespace

bool
is_about(const AllowComment& comment, const Finding& finding)
{
  if (comment.package != finding.package) {
    return false;
  }
  if (comment.test.empty()) {
    return is_at(comment, finding.started) || is_at(comment, finding.called);
  }
  return !finding.leakers.empty() &&
         std::ranges::all_of(finding.leakers, [&](const Leaker& leaker) {
           return top_level_test(leaker.test) == comment.test;
         });
}

bool
is_touched(const ChangedLines& changed, const Finding& finding)
{
  return is_in(changed, finding.started) || is_in(changed, finding.called) ||
         is_in(changed, finding.at) ||
         std::ranges::any_of(finding.leakers,
                             [&](const Leaker& leaker) { return is_in(changed, leaker.at); });
}

} // namespace leakgate::rules
