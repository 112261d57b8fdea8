#include "rules/heap/growth.hpp"

#include "gate/base/saturate.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

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

// How much there was after `round` rounds, the first of which is not in `each`: the less of that
// round and of the one before it. Something large that was still held in one round is in no two of
// them.
std::int64_t
level(const std::vector<std::int64_t>& each, std::size_t round)
{
  std::int64_t before = 0;
  for (std::size_t i = 0; i + 1 < round; ++i) {
    before = saturating_add(before, each[i]);
  }
  return round == 0 ? 0 : std::min(before, saturating_add(before, each[round - 1]));
}

std::int64_t
part(const std::vector<std::int64_t>& each, std::size_t from, std::size_t to)
{
  return saturating_subtract(level(each, to), level(each, from)) /
         static_cast<std::int64_t>(to - from);
}

} // namespace

HeapGrown
in_steps(HeapGrown each, int warm_up)
{
  const auto before = static_cast<std::size_t>(std::max(warm_up, 1));
  constexpr std::size_t k_last = k_step_rounds;
  if (each.bytes.size() + before < k_last || before > k_last / 4) {
    return each;
  }
  HeapGrown steps;
  steps.in_steps = true;
  for (const std::size_t end : {k_last / 2, k_last}) {
    steps.bytes.push_back(part(each.bytes, end / 2 - before, end - before));
    steps.objects.push_back(part(each.objects, end / 2 - before, end - before));
  }
  return steps;
}

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
  return in_steps(std::move(growth), warm_up);
}

std::optional<LiveHeap>
late_round(const std::vector<Round>& rounds)
{
  constexpr std::size_t k_last = k_step_rounds;
  std::vector<std::int64_t> bytes;
  std::vector<std::int64_t> objects;
  for (std::size_t i = k_last / 2; i < std::min(rounds.size(), k_last); ++i) {
    const std::optional<LiveHeap>& before = rounds[i - 1].live;
    const std::optional<LiveHeap>& after = rounds[i].live;
    if (before && after) {
      bytes.push_back(saturating_subtract(after->bytes, before->bytes));
      objects.push_back(saturating_subtract(after->objects, before->objects));
    }
  }
  if (bytes.size() < k_last / 2) {
    return std::nullopt;
  }
  std::ranges::sort(bytes);
  std::ranges::sort(objects);
  return LiveHeap{bytes[bytes.size() / 2], objects[objects.size() / 2]};
}

bool
grows(const HeapGrown& growth, const HeapPolicy& policy)
{
  // A floor of nothing would call a heap that stands still a growing one.
  const std::int64_t bytes = std::max<std::int64_t>(policy.floor_bytes, 1);
  const std::int64_t objects = std::max<std::int64_t>(policy.floor_objects, 1);
  if (growth.in_steps) {
    return growth.bytes.front() >= bytes && keeps_growing(growth);
  }
  return std::ssize(growth.bytes) >= k_counted_rounds &&
         (each_reaches(growth.bytes, bytes) || each_reaches(growth.objects, objects));
}

bool
site_grows(const HeapGrown& growth, const HeapPolicy& policy)
{
  const auto reaches = [](const std::vector<std::int64_t>& rounds, std::int64_t floor) {
    return least(rounds) > 0 && usual(rounds) >= floor;
  };
  return grows(growth, policy) ||
         (!growth.in_steps && std::ssize(growth.bytes) >= k_counted_rounds &&
          (reaches(growth.bytes, policy.floor_bytes) ||
           reaches(growth.objects, policy.floor_objects)));
}

bool
keeps_growing(const HeapGrown& growth)
{
  // Where a step falls moves a part of one half to the other.
  return growth.in_steps
             ? growth.bytes.front() > 0 && growth.bytes.back() >= growth.bytes.front() / 3 * 2
             : least(growth.bytes) > 0 && least(growth.objects) > 0;
}

bool
fades(const HeapGrown& growth)
{
  constexpr std::int64_t k_noise_part = 50; // a fiftieth more is the same
  const std::vector<std::int64_t>& rounds = growth.bytes;
  if (growth.in_steps) {
    return false; // what does has not grown
  }
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

std::int64_t
sum(const std::vector<std::int64_t>& rounds)
{
  std::int64_t all = 0;
  for (const std::int64_t round : rounds) {
    all = saturating_add(all, round);
  }
  return all;
}

std::int64_t
usual(std::vector<std::int64_t> rounds)
{
  if (std::ssize(rounds) < k_counted_rounds) {
    return least(rounds);
  }
  std::ranges::nth_element(rounds, std::next(rounds.begin()));
  return rounds[1];
}

void
add(HeapGrown& sum, const HeapGrown& more)
{
  sum.in_steps = sum.in_steps || more.in_steps;
  add(sum.bytes, more.bytes);
  add(sum.objects, more.objects);
}

void
subtract(HeapGrown& from, const HeapGrown& part)
{
  for (std::size_t i = 0; i < std::min(from.bytes.size(), part.bytes.size()); ++i) {
    from.bytes[i] = saturating_subtract(from.bytes[i], part.bytes[i]);
    from.objects[i] = saturating_subtract(from.objects[i], part.objects[i]);
  }
}

} // namespace leakgate::rules
