#include "rules/population/kept.hpp"

#include <algorithm>
#include <functional>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_shown_groups = 50;
constexpr std::string_view k_before = "in_before";
constexpr std::string_view k_runtime = "runtime";

} // namespace

void
Kept::add_before(const Goroutine& goroutine, std::int64_t count)
{
  add(k_before, "there before the tests", goroutine, count);
}

void
Kept::add_runtime(const Goroutine& goroutine, std::int64_t count, std::string_view reason)
{
  add(k_runtime, reason, goroutine, count);
}

void
Kept::add(std::string_view column, std::string_view reason, const Goroutine& goroutine,
          std::int64_t count)
{
  const Name function = goroutine.frames.empty() ? Name() : goroutine.frames.back().function;
  m_counts[{column, reason, function, goroutine.state}] += count;
}

std::vector<KeptGroup>
Kept::groups() const
{
  std::vector<KeptGroup> groups;
  for (const auto& [key, count] : m_counts) {
    const auto& [column, reason, function, state] = key;
    groups.push_back({std::string(column), std::string(reason), function.str(), state, count});
  }
  // Equal counts keep the order of column, reason, function and state.
  std::ranges::stable_sort(groups, std::greater<>{}, &KeptGroup::count);
  std::map<std::string, std::int64_t> others;
  for (std::size_t i = k_shown_groups; i < groups.size(); ++i) {
    others[groups[i].column] += groups[i].count;
  }
  groups.resize(std::min(groups.size(), k_shown_groups));
  for (const auto& [column, count] : others) {
    groups.push_back({column, "others", {}, {}, count});
  }
  return groups;
}

} // namespace leakgate::rules
