#include "gate/base/disjoint_sets.hpp"
#include "rules/clusters/steps.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

namespace leakgate::rules {

namespace {

// What can be joined at all; where two starts have one key, may_be_same() decides.
using StartKey = std::tuple<Name, int, Name, const AllowEntry*>;

StartKey
start_key(const Cluster& place)
{
  const Start& start = place.start;
  return {start.file, start.line, start.functions.empty() ? Name{} : start.functions.front(),
          place.allow};
}

// How little a wait says about where a goroutine will be next.
enum class Hold { none, time, other };

Hold
hold_of(Wait wait)
{
  switch (wait) {
  case Wait::running: return Hold::none;
  case Wait::sleep: return Hold::time;
  default: return Hold::other;
  }
}

class Joiner
{
public:
  explicit Joiner(const std::vector<Cluster>& places) : m_places(places), m_sets(places.size()) {}

  void
  link(const std::vector<std::pair<std::size_t, std::size_t>>& links)
  {
    for (const auto& [a, b] : links) {
      m_sets.join(a, b);
    }
  }

  // Places that hold nobody, or only for a time, join the others of their start.
  void
  join_starts()
  {
    std::map<StartKey, std::vector<std::size_t>> starts;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
      if (!m_places[i].start.functions.empty()) {
        starts[start_key(m_places[i])].push_back(i);
      }
    }
    for (const auto& [key, members] : starts) {
      join_held(members, Hold::time);
      join_held(members, Hold::none);
    }
  }

  std::size_t
  find(std::size_t place)
  {
    return m_sets.find(place);
  }

private:
  void
  join_held(const std::vector<std::size_t>& members, Hold hold)
  {
    std::map<std::size_t, Hold> strongest; // of each set
    for (const std::size_t i : members) {
      Hold& known = strongest[m_sets.find(i)];
      known = std::max(known, hold_of(m_places[i].wait));
    }
    for (const std::size_t i : members) {
      const std::size_t set = m_sets.find(i);
      if (strongest.contains(set) && strongest[set] == hold) {
        if (const auto target = target_of(i, members, strongest, hold)) {
          m_sets.join(*target, i);
        }
      }
    }
  }

  // The first set that holds more; for a sleeping one only where there is no other.
  std::optional<std::size_t>
  target_of(std::size_t place, const std::vector<std::size_t>& members,
            const std::map<std::size_t, Hold>& strongest, Hold hold)
  {
    std::optional<std::size_t> first;
    for (const std::size_t i : members) {
      const auto set = strongest.find(m_sets.find(i));
      const bool holds_more = set != strongest.end() && set->second > hold;
      if (!holds_more || !may_be_same(m_places[i].start, m_places[place].start)) {
        continue;
      }
      if (!first) {
        first = i;
      } else if (hold == Hold::time && m_sets.find(i) != m_sets.find(*first)) {
        return std::nullopt;
      }
    }
    return first ? first : same_hold(place, members, strongest, hold);
  }

  // Where nothing holds more, those that hold alike are one.
  std::optional<std::size_t>
  same_hold(std::size_t place, const std::vector<std::size_t>& members,
            const std::map<std::size_t, Hold>& strongest, Hold hold)
  {
    for (const std::size_t i : members) {
      const auto set = strongest.find(m_sets.find(i));
      if (i != place && set != strongest.end() && set->second == hold &&
          may_be_same(m_places[i].start, m_places[place].start)) {
        return i;
      }
    }
    return std::nullopt;
  }

  const std::vector<Cluster>& m_places;
  DisjointSets m_sets;
};

std::vector<std::size_t>
sorted_order(const std::vector<Cluster>& places)
{
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return cluster_less(places[a], places[b]); });
  return order;
}

// The places in order, with the links renumbered.
Places
sorted(Places in)
{
  const std::vector<std::size_t> order = sorted_order(in.places);
  std::vector<std::size_t> position(order.size());
  Places out;
  out.places.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    position[order[i]] = i;
    out.places.push_back(std::move(in.places[order[i]]));
  }
  for (const auto& [a, b] : in.links) {
    out.links.emplace_back(position[a], position[b]);
  }
  return out;
}

} // namespace

bool
cluster_less(const Cluster& a, const Cluster& b)
{
  if (const auto order = compare(a.signature, b.signature); order != 0) {
    return order < 0;
  }
  if (const auto order = compare(a.variant, b.variant); order != 0) {
    return order < 0;
  }
  if (const auto order = compare(a.start, b.start); order != 0) {
    return order < 0;
  }
  if (a.allow == nullptr || b.allow == nullptr) {
    return a.allow == nullptr && b.allow != nullptr;
  }
  // Two entries may stand on one line of a file.
  return std::tie(a.allow->id, a.allow->origin.column) <
         std::tie(b.allow->id, b.allow->origin.column);
}

std::vector<Cluster>
join_places(Places given)
{
  Places in = sorted(std::move(given));
  Joiner joiner(in.places);
  joiner.link(in.links);
  joiner.join_starts();
  // The first place of a set that holds somebody stands for it.
  std::map<std::size_t, std::size_t> leaders;
  for (std::size_t i = 0; i < in.places.size(); ++i) {
    const auto [entry, added] = leaders.emplace(joiner.find(i), i);
    if (!added && in.places[entry->second].wait == Wait::running) {
      entry->second = i;
    }
  }
  for (std::size_t i = 0; i < in.places.size(); ++i) {
    const std::size_t leader = leaders.at(joiner.find(i));
    if (leader != i) {
      merge(in.places[leader], std::move(in.places[i]));
    }
  }
  std::vector<Cluster> out;
  for (std::size_t i = 0; i < in.places.size(); ++i) {
    if (leaders.at(joiner.find(i)) == i && in.places[i].count > 0) {
      out.push_back(std::move(in.places[i]));
    }
  }
  return out;
}

} // namespace leakgate::rules
