#include "rules/clusters/cluster.hpp"

#include "gate/base/saturate.hpp"
#include "rules/clusters/steps.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/goroutine_order.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace leakgate::rules {

namespace {

std::size_t
mix(std::size_t hash, std::size_t value)
{
  return (hash ^ value) * 0x9e3779b97f4a7c15;
}

std::size_t
hash_of(const Signature& signature, const Variant& variant, const AllowEntry* allow)
{
  std::size_t hash = std::hash<std::string>{}(signature.wait);
  hash = mix(hash, signature.creator.hash());
  for (const Name frame : variant.functions) {
    hash = mix(hash, frame.hash());
  }
  hash = mix(hash, variant.file.hash());
  hash = mix(hash, static_cast<std::size_t>(variant.line));
  return mix(hash, std::hash<const void*>{}(allow));
}

// Whether `a` stands for a cluster rather than `b`.
bool
represents_better(const Suspect& a, const Suspect& b)
{
  if (!(a.test == b.test)) {
    return a.test.empty() || b.test.empty() ? b.test.empty() : a.test < b.test;
  }
  if (a.goroutine->id != b.goroutine->id) {
    return a.goroutine->id < b.goroutine->id;
  }
  return goroutine_less(*a.goroutine, *b.goroutine);
}

// What both run: of a loop that was met in two of the functions that it calls, the loop. One that
// was merely running had not got as far yet.
void
keep_common(std::vector<Name>& to, const std::vector<Name>& from)
{
  const auto end = std::mismatch(to.begin(), to.end(), from.begin(), from.end()).first;
  to.erase(end, to.end());
}

// Sorts goroutines into places and notes which of these one goroutine was met at.
class Clusterer
{
  struct Slot
  {
    std::size_t place = 0;
    std::size_t spot = 0;
    friend bool operator==(const Slot&, const Slot&) = default;
  };
  struct OfStack
  {
    const AllowEntry* allow = nullptr;
    Slot slot;
  };

public:
  Clusterer(StackTable& stacks, SourceNames& sources, const SourceLine& source_line)
      : m_stacks(stacks), m_sources(sources), m_source_line(source_line),
        m_identities(sources, source_line)
  {
  }

  void
  add(const Suspect& suspect)
  {
    const Goroutine& furthest = furthest_of(suspect);
    const Slot slot = slot_of(
        furthest, &furthest == suspect.goroutine ? suspect.stack : m_stacks.index_of(furthest),
        suspect.allow);
    count(m_out.places[slot.place], suspect);
    if (suspect.sightings.empty()) {
      look(slot, saturating_multiply(suspect.looks, suspect.count));
    }
    const Start& start = m_out.places[slot.place].start;
    for (const Sighting& sighting : suspect.sightings) {
      if (is_on_its_way(sighting.goroutine, start) ||
          had_not_begun(sighting.goroutine, *suspect.goroutine, m_sources, m_source_line)) {
        continue;
      }
      const std::size_t stack = m_stacks.index_of(sighting.goroutine);
      const Slot seen = slot_of(sighting.goroutine, stack, suspect.allow);
      look(seen, sighting.times);
      connect(slot, seen);
    }
  }

  Places
  take()
  {
    return std::move(m_out);
  }

private:
  // Met running in a helper that had not called yet what tells it apart: all of them pass there.
  bool
  is_on_its_way(const Goroutine& seen, const Start& to) const
  {
    if (!is_running(seen.wait)) {
      return false;
    }
    const Start start = m_identities.start_of(seen);
    return start.functions.size() < to.functions.size() && may_be_same(start, to);
  }

  // What the looks saw of it, where the last one met it on its way.
  const Goroutine&
  furthest_of(const Suspect& suspect) const
  {
    if (is_running(suspect.goroutine->wait)) {
      for (const Sighting& sighting : suspect.sightings) {
        if (is_on_its_way(*suspect.goroutine, m_identities.start_of(sighting.goroutine))) {
          return sighting.goroutine;
        }
      }
    }
    return *suspect.goroutine;
  }

  void
  look(Slot slot, std::int64_t looks)
  {
    Spot& spot = m_out.places[slot.place].variants.front().spots[slot.spot];
    spot.looks = saturating_add(spot.looks, looks);
  }

  // Where a busy goroutine was met does not make it move.
  void
  connect(Slot a, Slot b)
  {
    if (a == b) {
      return;
    }
    if (a.place != b.place) {
      m_out.links.emplace_back(a.place, b.place);
    }
    if (a.place != b.place || m_out.places[a.place].wait != Wait::running) {
      m_out.places[a.place].moving = true;
    }
  }

  static void
  count(Cluster& cluster, const Suspect& suspect)
  {
    if (cluster.count == 0 || represents_better(suspect, cluster.representative)) {
      cluster.representative = suspect;
    }
    cluster.count += suspect.count;
    cluster.members.push_back(suspect.goroutine);
    cluster.variants.front().count += suspect.count;
    cluster.proven += suspect.goroutine->leaked ? suspect.count : 0;
    cluster.parked = cluster.parked && (suspect.looks >= 3 || suspect.goroutine->leaked);
    TestShare& share = cluster.tests[suspect.test];
    if (share.count == 0 || represents_better(suspect, share.representative)) {
      share.representative = suspect;
    }
    share.count += suspect.count;
    share.proven += suspect.goroutine->leaked ? suspect.count : 0;
    share.young += suspect.young ? suspect.count : 0;
    if (came_to_rest(suspect)) {
      share.at_rest.push_back(suspect.goroutine);
    }
  }

  // The goroutines of one stack are at one place unless different entries allow them: few do.
  Slot
  slot_of(const Goroutine& goroutine, std::size_t stack, const AllowEntry* allow)
  {
    if (stack >= m_of_stack.size()) {
      m_of_stack.resize(stack + 1);
    }
    const auto found = std::ranges::find(m_of_stack[stack], allow, &OfStack::allow);
    if (found != m_of_stack[stack].end()) {
      return found->slot;
    }
    Slot slot;
    slot.place = place_of(goroutine, stack, allow);
    Cluster& place = m_out.places[slot.place];
    place.stacks.push_back(&goroutine);
    slot.spot = spot_of(place.variants.front(), goroutine);
    m_of_stack[stack].push_back({allow, slot});
    return slot;
  }

  std::size_t
  spot_of(ClusterVariant& variant, const Goroutine& goroutine)
  {
    const Frame* frame = blocked_frame(goroutine, m_sources);
    const Spot spot{&goroutine, frame == nullptr ? Name{} : frame->file,
                    frame == nullptr ? 0 : frame->line, 0};
    // Of a busy one any line is as good as another.
    const auto known = std::ranges::find_if(variant.spots, [&](const Spot& each) {
      return variant.wait == Wait::running || (each.file == spot.file && each.line == spot.line);
    });
    if (known != variant.spots.end()) {
      if (goroutine_less(goroutine, *known->goroutine)) { // not by chance
        *known = {&goroutine, spot.file, spot.line, known->looks};
      }
      return static_cast<std::size_t>(known - variant.spots.begin());
    }
    variant.spots.push_back(spot);
    return variant.spots.size() - 1;
  }

  std::size_t
  place_of(const Goroutine& goroutine, std::size_t stack, const AllowEntry* allow)
  {
    Cluster place;
    place.wait = m_stacks.facts(stack).wait;
    place.parked = place.wait != Wait::running && place.wait != Wait::sleep;
    place.allow = allow;
    place.signature = signature_of(goroutine, place.wait, m_sources);
    place.variant = variant_of(goroutine, place.wait, m_sources);
    place.start = m_identities.start_of(goroutine);
    const std::size_t hash = hash_of(place.signature, place.variant, allow);
    const auto [first, last] = m_by_hash.equal_range(hash);
    for (auto entry = first; entry != last; ++entry) {
      const Cluster& known = m_out.places[entry->second];
      if (known.signature == place.signature && known.variant == place.variant &&
          known.allow == allow && known.start == place.start) {
        return entry->second;
      }
    }
    m_by_hash.emplace(hash, m_out.places.size());
    place.identity = m_identities.identity_of(goroutine);
    place.variants.push_back(
        {place.signature, place.variant, place.wait, 0, &goroutine, std::vector<Spot>{}});
    m_out.places.push_back(std::move(place));
    return m_out.places.size() - 1;
  }

  StackTable& m_stacks;
  SourceNames& m_sources;
  const SourceLine& m_source_line;
  Identities m_identities;
  Places m_out;
  std::vector<std::vector<OfStack>> m_of_stack;
  std::unordered_multimap<std::size_t, std::size_t> m_by_hash;
};

} // namespace

std::int64_t
ClusterVariant::looks() const
{
  std::int64_t sum = 0;
  for (const Spot& spot : spots) {
    sum = saturating_add(sum, spot.looks);
  }
  return sum;
}

// Of one that stays where it is the representative, unless that was caught running.
const Goroutine&
Cluster::face() const
{
  const Goroutine& own = *representative.goroutine;
  if (moving || (is_running(own.wait) && wait != Wait::running)) {
    return *variants.front().representative;
  }
  return own;
}

void
merge(Cluster& to, Cluster&& from)
{
  if (from.count > 0 &&
      (to.count == 0 || represents_better(from.representative, to.representative))) {
    to.representative = from.representative;
  }
  to.count += from.count;
  to.proven += from.proven;
  to.moving = to.moving || from.moving;
  to.parked = to.parked && from.parked;
  if (!(is_running(from.wait) && may_be_same(from.start, to.start))) {
    keep_common(to.start.functions, from.start.functions);
    keep_common(to.identity.chain, from.identity.chain);
  }
  for (auto& [test, share] : from.tests) {
    TestShare& known = to.tests[test];
    if (known.count == 0 || represents_better(share.representative, known.representative)) {
      known.representative = share.representative;
    }
    known.count += share.count;
    known.proven += share.proven;
    known.young += share.young;
    std::ranges::copy(share.at_rest, std::back_inserter(known.at_rest));
  }
  to.stacks.insert(to.stacks.end(), from.stacks.begin(), from.stacks.end());
  to.members.insert(to.members.end(), from.members.begin(), from.members.end());
  std::ranges::move(from.variants, std::back_inserter(to.variants));
}

std::vector<Cluster>
cluster_suspects(const std::vector<Suspect>& suspects, StackTable& stacks, SourceNames& sources,
                 const SourceLine& source_line)
{
  Clusterer clusterer(stacks, sources, source_line);
  for (const Suspect& suspect : suspects) {
    clusterer.add(suspect);
  }
  std::vector<Cluster> clusters = join_places(clusterer.take());
  join_similar(clusters);
  for (Cluster& cluster : clusters) {
    std::ranges::sort(cluster.stacks, [](const Goroutine* a, const Goroutine* b) {
      return goroutine_less(*a, *b);
    });
    choose_face(cluster);
  }
  return clusters;
}

} // namespace leakgate::rules
