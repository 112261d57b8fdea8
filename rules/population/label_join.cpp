#include "rules/population/label_join.hpp"

#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/goroutine_order.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>

namespace leakgate::rules {

namespace {

using Choices = std::map<std::string_view, std::int64_t>; // test -> goroutines
using ChoicesByStack = std::unordered_map<std::vector<Frame>, Choices, FramesHash>;

void
add(ChoicesByStack& table, const std::vector<Goroutine>& groups, std::int64_t sign)
{
  for (const Goroutine& group : groups) {
    table[comparable_frames(group)][test_label(group)] += sign * group.count;
  }
}

// Goroutines that nothing but a label could tell apart.
struct Alike
{
  std::vector<Suspect*> suspects;
  AncestorTest ancestors;
  const Choices* choices = nullptr;
};

// Stack, `go` statement, what the ancestors know.
using AlikeKey = std::tuple<const Choices*, Name, Name, int, std::string_view, int>;

struct KeyHash
{
  std::size_t
  operator()(const AlikeKey& key) const noexcept
  {
    const std::hash<std::string_view> text;
    std::size_t hash = std::hash<const void*>{}(std::get<0>(key));
    const auto mix = [&](std::size_t value) { hash = (hash ^ value) * 0x9e3779b97f4a7c15; };
    mix(std::get<1>(key).hash());
    mix(std::get<2>(key).hash());
    mix(static_cast<std::size_t>(std::get<3>(key)));
    mix(text(std::get<4>(key)));
    mix(static_cast<std::size_t>(std::get<5>(key)));
    return hash;
  }
};

std::unordered_map<AlikeKey, Alike, KeyHash>
group_alike(Population& population, const ChoicesByStack& table, const TestNames& names)
{
  std::unordered_map<AlikeKey, Alike, KeyHash> groups;
  for (Suspect& suspect : population.suspects) {
    const auto found = table.find(comparable_frames(*suspect.goroutine));
    if (found == table.end() || !test_label(*suspect.goroutine).empty()) {
      continue;
    }
    const Frame creator = suspect.goroutine->created_by.value_or(Frame{});
    const AncestorTest ancestors = test_from_ancestors(*suspect.goroutine, names);
    Alike& group = groups[{&found->second, creator.function, creator.file, creator.line,
                           ancestors.test, ancestors.depth}];
    group.suspects.push_back(&suspect);
    group.ancestors = ancestors;
    group.choices = &found->second;
  }
  return groups;
}

bool
fits(const AncestorTest& ancestors, std::string_view test)
{
  if (ancestors.test.empty()) {
    return true;
  }
  return top_level_test(test) == ancestors.test &&
         (ancestors.depth == 0 || test_depth(test) == ancestors.depth);
}

void
deal_out(Alike& group)
{
  std::vector<std::string_view> dealt;
  std::int64_t total = 0;
  bool single = true;
  for (const auto& [test, count] : *group.choices) {
    if (count <= 0 || !fits(group.ancestors, test)) {
      continue;
    }
    single &= total == 0;
    total += count;
    const auto wanted = static_cast<std::int64_t>(group.suspects.size());
    if (!single && total > wanted) {
      return; // also bounds the work when the counts are made up
    }
    for (std::int64_t i = 0; i < std::min(count, wanted); ++i) {
      dealt.push_back(test);
    }
  }
  const bool exact = total == static_cast<std::int64_t>(group.suspects.size());
  if (dealt.empty() || (!single && !exact)) {
    return;
  }
  std::ranges::sort(group.suspects, [](const Suspect* a, const Suspect* b) {
    return a->goroutine->id < b->goroutine->id;
  });
  for (std::size_t i = 0; i < group.suspects.size(); ++i) {
    const std::string_view test = single ? dealt.front() : dealt[i];
    if (!test.empty()) {
      group.suspects[i]->test = test;
      group.suspects[i]->by = Attribution::label;
    }
  }
}

// Goroutines whose header names their test are taken out of the table: what is left is
// for those whose header does not.
void
take_out_labelled(ChoicesByStack& table, const Population& population)
{
  for (const Suspect& suspect : population.suspects) {
    const std::string_view test = test_label(*suspect.goroutine);
    const auto found =
        test.empty() ? table.end() : table.find(comparable_frames(*suspect.goroutine));
    if (found != table.end()) {
      --found->second[test];
    }
  }
}

bool
carries_labels(const std::vector<Goroutine>& goroutines)
{
  return std::ranges::any_of(goroutines, [](const Goroutine& g) { return !g.labels.empty(); });
}

} // namespace

void
join_labels(Population& population, const Snapshot* before, const Snapshot& after,
            const TestNames& names)
{
  if (!population.has_ids || !carries_labels(after.profile)) {
    return;
  }
  const std::vector<Goroutine> now = as_in_dump(after.profile);
  const std::vector<Goroutine> then = before == nullptr         ? std::vector<Goroutine>{}
                                      : before->profile.empty() ? before->dump
                                                                : as_in_dump(before->profile);
  ChoicesByStack table;
  add(table, now, 1);
  add(table, then, -1);
  take_out_labelled(table, population);
  // The groups have no goroutine in common, so their order does not matter.
  for (auto& [key, group] : group_alike(population, table, names)) {
    deal_out(group);
  }
}

} // namespace leakgate::rules
