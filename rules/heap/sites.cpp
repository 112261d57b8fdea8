#include "rules/heap/sites.hpp"

#include "gate/base/saturate.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace leakgate::rules {

namespace {

struct StackHash
{
  std::size_t
  operator()(const std::vector<Frame>* frames) const noexcept
  {
    std::size_t hash = frames->size();
    for (const Frame& frame : *frames) {
      hash = hash * 31 + frame.function.hash() + static_cast<std::size_t>(frame.line);
    }
    return hash;
  }
};

struct SameStack
{
  bool
  operator()(const std::vector<Frame>* a, const std::vector<Frame>* b) const
  {
    return *a == *b;
  }
};

// What is kept of a stack's allocations at the end of each round, and when the process ends.
struct Kept
{
  std::vector<LiveHeap> rounds;
  LiveHeap at_end;
};

using Stacks = std::unordered_map<const std::vector<Frame>*, Kept, StackHash, SameStack>;

bool
is_measuring(const Frame& frame)
{
  const std::string_view function = frame.function.view();
  return in_package(function, "runtime/pprof") || is_probe_function(function);
}

// After TestMain, where that was looked at as exactly as the rounds.
void
add_end(Stacks& stacks, const PackageEvidence& process)
{
  const bool known = process.after && process.after->heap;
  for (auto& [stack, kept] : stacks) {
    kept.at_end = known ? LiveHeap{} : kept.rounds.back();
  }
  if (known) {
    for (const HeapSite& site : process.after->heap->sites) {
      if (const auto found = stacks.find(&site.frames); found != stacks.end()) {
        found->second.at_end = {site.inuse_bytes, site.inuse_objects};
      }
    }
  }
}

// The rounds from the last one of the warm-up on.
Stacks
kept_by_stacks(const PackageEvidence& process, int warm_up)
{
  const std::vector<Round>& rounds = process.rounds;
  const auto first = static_cast<std::size_t>(std::max(warm_up, 1)) - 1;
  Stacks stacks;
  if (rounds.size() < first + 2) {
    return stacks;
  }
  for (std::size_t round = first; round < rounds.size(); ++round) {
    if (!rounds[round].heap) {
      return {};
    }
    for (const HeapSite& site : rounds[round].heap->sites) {
      if (site.inuse_objects <= 0 && !stacks.contains(&site.frames)) {
        continue; // all that it ever kept is free
      }
      std::vector<LiveHeap>& kept = stacks[&site.frames].rounds;
      kept.resize(rounds.size() - first);
      kept[round - first] = {site.inuse_bytes, site.inuse_objects};
    }
  }
  add_end(stacks, process);
  return stacks;
}

// The outermost frame that a test's function, or a closure in it, has on the stack is not always
// the caller's: the innermost one shows the line that led there.
const Frame*
frame_of_test(const std::vector<Frame>& frames, const TestNames& names)
{
  const auto found = std::ranges::find_if(
      frames, [&](const Frame& frame) { return !names.test_of(frame.function.view()).empty(); });
  return found == frames.end() ? nullptr : &*found;
}

const Frame&
users_frame(const std::vector<Frame>& frames, SourceNames& sources)
{
  const auto own = std::ranges::find_if(
      frames, [&](const Frame& frame) { return is_users_own(sources.place(frame)); });
  if (own != frames.end()) {
    return *own;
  }
  const auto other =
      std::ranges::find_if(frames, [&](const Frame& frame) { return !sources.is_standard(frame); });
  return other == frames.end() ? frames.front() : *other;
}

// Less than half of what the rounds added is left: a registry that TestMain empties.
bool
is_freed(const Kept& kept)
{
  const std::int64_t before = kept.rounds.front().bytes;
  const std::int64_t grown = saturating_subtract(kept.rounds.back().bytes, before);
  return grown > 0 && saturating_subtract(kept.at_end.bytes, before) < grown / 2;
}

HeapGrown
growth_of(const std::vector<LiveHeap>& kept)
{
  HeapGrown growth;
  for (std::size_t i = 1; i < kept.size(); ++i) {
    growth.bytes.push_back(saturating_subtract(kept[i].bytes, kept[i - 1].bytes));
    growth.objects.push_back(saturating_subtract(kept[i].objects, kept[i - 1].objects));
  }
  return growth;
}

// The stacks that end in one line, with what each kept in all.
struct Line
{
  GrowingSite site;
  std::vector<std::pair<std::int64_t, const std::vector<Frame>*>> stacks;
};

class Sites
{
public:
  Sites(const TestNames& names, SourceNames& sources) : m_names(names), m_sources(sources) {}

  void
  add(const std::vector<Frame>& stack, const HeapGrown& growth)
  {
    const Frame& user = users_frame(stack, m_sources);
    const Frame* test = frame_of_test(stack, m_names);
    const std::string name(test == nullptr ? "" : m_names.test_of(test->function.view()));
    Line& line = m_lines[{user.function.view(), user.file.view(), user.line, name}];
    line.site.user = user;
    line.site.test = name;
    line.stacks.emplace_back(sum(growth.bytes), &stack);
    rules::add(line.site.growth, growth);
  }

  std::vector<GrowingSite>
  growing()
  {
    std::vector<GrowingSite> out;
    for (auto& [key, line] : m_lines) {
      if (keeps_growing(line.site.growth)) {
        show_stacks(line);
        out.push_back(std::move(line.site));
      }
    }
    std::ranges::stable_sort(out, std::greater<>{},
                             [](const GrowingSite& site) { return sum(site.growth.bytes); });
    return out;
  }

private:
  using Key = std::tuple<std::string_view, std::string_view, int, std::string>;

  // Equal ones in an order that no address decides.
  void
  show_stacks(Line& line)
  {
    const auto text = [](const std::vector<Frame>& stack) {
      std::vector<std::pair<std::string_view, int>> key;
      for (const Frame& frame : stack) {
        key.emplace_back(frame.function.view(), frame.line);
      }
      return key;
    };
    std::ranges::sort(line.stacks, [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : text(*a.second) < text(*b.second);
    });
    constexpr std::size_t k_most_others = 7;
    line.site.stack = *line.stacks.front().second;
    for (std::size_t i = 1; i < line.stacks.size() && i <= k_most_others; ++i) {
      if (line.stacks[i].first > 0) {
        line.site.others.push_back(*line.stacks[i].second);
      }
    }
    if (const Frame* test = frame_of_test(line.site.stack, m_names)) {
      line.site.called = m_sources.place(*test);
    }
  }

  const TestNames& m_names;
  SourceNames& m_sources;
  std::map<Key, Line> m_lines;
};

} // namespace

bool
is_users_own(const Place& place)
{
  return !place.file.empty() && !place.file.starts_with("$GOROOT/") &&
         !place.file.starts_with('/') && place.file.find("@v") == std::string::npos;
}

std::vector<GrowingSite>
growing_sites(const PackageEvidence& process, int warm_up, const TestNames& names,
              SourceNames& sources)
{
  Sites sites(names, sources);
  for (const auto& [stack, kept] : kept_by_stacks(process, warm_up)) {
    if (!stack->empty() && !is_freed(kept) && std::ranges::none_of(*stack, is_measuring)) {
      sites.add(*stack, in_steps(growth_of(kept.rounds), warm_up));
    }
  }
  return sites.growing();
}

OpenSites
open_sites(const std::vector<GrowingSite>& sites)
{
  OpenSites open;
  for (const GrowingSite& site : sites) {
    if (site.test.empty()) {
      open[{site.user.function.str(), site.user.file.str(), site.user.line}] +=
          least(site.growth.bytes);
    }
  }
  return open;
}

std::set<std::string>
tests_of(const std::vector<GrowingSite>& sites, std::int64_t floor_bytes)
{
  std::set<std::string> tests;
  for (const GrowingSite& site : sites) {
    if (!site.test.empty() && least(site.growth.bytes) >= floor_bytes) {
      tests.insert(site.test);
    }
  }
  return tests;
}

HeapGrown
freed_at_end(const PackageEvidence& process, int warm_up)
{
  HeapGrown freed;
  for (const auto& [stack, kept] : kept_by_stacks(process, warm_up)) {
    if (is_freed(kept)) {
      add(freed, growth_of(kept.rounds));
    }
  }
  return in_steps(std::move(freed), warm_up);
}

} // namespace leakgate::rules
