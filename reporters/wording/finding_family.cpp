#include "gate/base/text.hpp"
#include "reporters/wording/each_of_tests.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

/// What findings share: tests, a cause, a deadlock.
namespace leakgate::finding_text {

std::string
tests_line(const Finding& finding, std::size_t most)
{
  const std::vector<const Leaker*> leaking = leaking_tests(finding);
  if (leaking.size() < 2) {
    return {};
  }
  if (finding.through.known()) {
    return fmt::format("{} tests through {}, {}", leaking.size(),
                       short_function(finding.through.function), file_and_line(finding.through));
  }
  std::vector<std::string> names;
  const std::size_t shown = std::min(most, leaking.size());
  for (std::size_t i = 0; i < shown; ++i) {
    names.push_back(fmt::format("{} ({})", leaking[i]->test,
                                each_of_tests::count_and_line(*leaking[i], finding)));
  }
  if (shown < leaking.size()) {
    names.push_back(fmt::format("and {} more", leaking.size() - shown));
  }
  return fmt::format("{} tests: {}", leaking.size(), text::join(names, " · "));
}

std::string
deadlock(const Finding& finding)
{
  if (!finding.deadlock) {
    return {};
  }
  std::vector<std::string> held;
  for (const HeldLock& lock : finding.holds) {
    const std::string place = file_and_line(lock.at);
    held.push_back(lock.name + (place.empty() ? "" : " (" + place + ")"));
  }
  return "waits for " + (finding.wants.empty() ? finding.state : finding.wants) +
         (held.empty() ? "" : ", holds " + text::join(held, ", "));
}

// Of a dependency the folder and the file: the file alone could be one of the reader's.
std::string
short_place(const Place& at)
{
  const std::string place = file_and_line(at);
  if (place.find('@') == std::string::npos) {
    return place;
  }
  const std::size_t folder = place.rfind('/', place.rfind('/') - 1);
  return "…" + place.substr(folder);
}

namespace {

// `new: ` of what the base does not know.
std::string
mark_of(const Finding& finding)
{
  const bool noted = finding.base && finding.base != BaseMark::known;
  return noted ? fmt::format("{}: ", to_string(*finding.base)) : std::string();
}

std::string
times(std::uint64_t count)
{
  return count == 1 ? "" : fmt::format("{} × ", count);
}

// Who follows, where, and why, without how many.
std::string
follower_words(const Finding& finding, const Finding& cause)
{
  std::string out;
  const bool same_line = finding.blocked == cause.blocked;
  // In a library's line the reader's own calls of it tell them apart, if they differ.
  const bool by_call = same_line && is_called_inside(finding) && finding.called != cause.called;
  const bool there = same_line && !by_call && finding.started.known();
  const std::string name = short_function(by_call ? finding.called.function
                                          : there ? finding.started.function
                                                  : leaking_function(finding));
  const std::string place = short_place(by_call ? finding.called
                                        : there ? finding.started
                                                : finding.blocked);
  out += name.empty() ? finding.message : name;
  out += place.empty() || (!name.empty() && place.starts_with("$GOROOT/"))
             ? ""
             : (there ? " started at " : " at ") + place;
  return out + ": " + (finding.deadlock ? deadlock(finding) : finding.cause_reason);
}

} // namespace

std::string
follower(const Finding& finding, const Finding& cause)
{
  return mark_of(finding) + times(static_cast<std::uint64_t>(finding.count)) +
         follower_words(finding, cause);
}

std::uint64_t
family_count(const Finding& cause, const std::vector<const Finding*>& below)
{
  auto all = static_cast<std::uint64_t>(cause.count); // unsigned: what a file says may overflow
  for (const Finding* finding : below) {
    all += static_cast<std::uint64_t>(finding->count);
  }
  return all;
}

std::string
family_total(const Finding& cause, const std::vector<const Finding*>& below)
{
  if (below.size() < 2) {
    return {};
  }
  const std::uint64_t all = family_count(cause, below);
  const auto own = static_cast<std::uint64_t>(cause.count);
  return fmt::format("{} goroutines: {} of this one, {} of {} findings with it", all, own,
                     all - own, below.size());
}

namespace {

// Findings that read the same.
struct Alike
{
  std::string mark;
  std::string words;
  std::uint64_t count = 0; // unsigned: a sum of what a file says may overflow
  std::size_t findings = 0;
};

} // namespace

std::vector<std::string>
followers(const Finding& cause, const std::vector<const Finding*>& below, std::size_t most)
{
  std::vector<Alike> all;
  for (const Finding* finding : below) {
    const std::string mark = mark_of(*finding);
    const std::string words = follower_words(*finding, cause);
    auto known = std::ranges::find_if(
        all, [&](const Alike& each) { return each.mark == mark && each.words == words; });
    known = known == all.end() ? all.insert(known, {mark, words}) : known;
    known->count += static_cast<std::uint64_t>(finding->count);
    ++known->findings;
  }
  std::vector<std::string> lines;
  std::uint64_t hidden = 0;
  std::size_t more = 0;
  for (const Alike& each : all) {
    if (lines.size() < most) {
      lines.push_back(each.mark + times(each.count) + each.words);
    } else {
      hidden += each.count;
      more += each.findings;
    }
  }
  if (more > 0) {
    lines.push_back(fmt::format("and {} more, {}", more,
                                text::counted(static_cast<long long>(hidden), "goroutine")));
  }
  return lines;
}

} // namespace leakgate::finding_text
