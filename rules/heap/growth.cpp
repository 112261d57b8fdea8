#include "rules/heap/growth.hpp"

#include "gate/base/saturate.hpp"

#include <algorithm>
#include <cstddef>

namespace leakgate::rules {

namespace {

bool
each_reaches(const std::vector<std::int64_t>& rounds, std::int64_t floor)
{
  return std::ranges::all_of(rounds, [&](std::int64_t round) { return round >= floor; });
}

void
add(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& more)
{
  sum.resize(std::max(sum.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) {
    sum[i] = saturating_add(sum[i], more[i]);
  }
}

} // namespace

HeapGrown
counted_rounds(const std::vector<Round>& rounds, int warm_up)
{
  HeapGrown growth;
  const auto first = static_cast<std::size_t>(std::max(warm_up, 1));
  for (std::size_t i = first; i < rounds.size(); ++i) {
    const std::optional<LiveHeap>& before = rounds[i - 1].live;
    const std::optional<LiveHeap>& after = rounds[i].live;
    if (!before || !after) {
      break;
    }
    growth.bytes.push_back(saturating_subtract(after->bytes, before->bytes));
    growth.objects.push_back(saturating_subtract(after->objects, before->objects));
  }
  return growth;
}

bool
grows(const HeapGrown& growth, const HeapPolicy& policy)
{
  // A floor of nothing would call a heap that stands still a growing one.
  const std::int64_t bytes = std::max<std::int64_t>(policy.floor_bytes, 1);
  const std::int64_t objects = std::max<std::int64_t>(policy.floor_objects, 1);
  return std::ssize(growth.bytes) >= k_counted_rounds &&
         (each_reaches(growth.bytes, bytes) || each_reaches(growth.objects, objects));
}

bool
fades(const HeapGrown& growth)
{
  constexpr std::int64_t k_noise_part = 50; // a fiftieth more is the same
  const std::vector<std::int64_t>& rounds = growth.bytes;
  for (std::size_t i = 1; i < rounds.size(); ++i) {
    if (rounds[i] - rounds[i - 1] > std::max<std::int64_t>(rounds[i - 1], 0) / k_noise_part) {
      return false;
    }
  }
  return rounds.size() > 1 && rounds.back() < rounds.front() / 3 * 2;
}

std::int64_t
least(const std::vector<std::int64_t>& rounds)
{
  return rounds.empty() ? 0 : *std::ranges::min_element(rounds);
}

void
add(HeapGrown& sum, const HeapGrown& more)
{
  add(sum.bytes, more.bytes);
  add(sum.objects, more.objects);
}

} // namespace leakgate::rules
