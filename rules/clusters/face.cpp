#include "rules/clusters/steps.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace leakgate::rules {

namespace {

// A place counts as one of those where a loop spends its time from this part of the most
// frequent one on. Loops that wait at two places mostly share their time more evenly, and
// what happens in between takes far less; so few are near the border, where chance decides.
constexpr std::int64_t k_part = 4;

// What says most about a goroutine first.
int
rank(Wait wait)
{
  switch (wait) {
  case Wait::select:
  case Wait::select_no_cases: return 0;
  case Wait::chan_receive:
  case Wait::chan_receive_nil: return 1;
  case Wait::chan_send:
  case Wait::chan_send_nil: return 2;
  case Wait::cond: return 3;
  case Wait::wait_group: return 4;
  case Wait::semaphore: return 5;
  case Wait::mutex:
  case Wait::rwmutex_read:
  case Wait::rwmutex_write: return 6;
  case Wait::io: return 7;
  case Wait::sleep: return 8;
  case Wait::finalizer:
  case Wait::runtime:
  case Wait::unknown: return 9;
  case Wait::syscall: return 10;
  case Wait::runnable:
  case Wait::running: break;
  }
  return 11;
}

bool
waits(Wait wait)
{
  return rank(wait) < rank(Wait::syscall);
}

// Sorts the places so that the first of them is the face of a moving cluster.
void
sort_moving(std::vector<ClusterVariant>& places)
{
  std::int64_t most = 0;
  const bool any_waits =
      std::ranges::any_of(places, [](const ClusterVariant& each) { return waits(each.wait); });
  const auto counts = [&](const ClusterVariant& each) { return !any_waits || waits(each.wait); };
  for (const ClusterVariant& each : places) {
    most = std::max(most, counts(each) ? each.looks() : 0);
  }
  const auto rare = [&](const ClusterVariant& each) {
    return !counts(each) || each.looks() < (most + k_part - 1) / k_part;
  };
  std::ranges::sort(places, [&](const ClusterVariant& a, const ClusterVariant& b) {
    const auto key = [&](const ClusterVariant& each) {
      return std::tuple(rare(each), rank(each.wait));
    };
    if (key(a) != key(b)) {
      return key(a) < key(b);
    }
    const auto order = compare(a.signature, b.signature);
    return order != 0 ? order < 0 : compare(a.variant, b.variant) < 0;
  });
}

// The lines of a place, the one that shows it first: by line among those that are not rare.
void
sort_spots(ClusterVariant& place)
{
  std::int64_t most = 0;
  for (const Spot& spot : place.spots) {
    most = std::max(most, spot.looks);
  }
  std::ranges::sort(place.spots, [&](const Spot& a, const Spot& b) {
    const auto key = [&](const Spot& spot) {
      return std::tuple(spot.looks < (most + k_part - 1) / k_part, spot.file.view(), spot.line);
    };
    return key(a) < key(b);
  });
}

// Where some were caught running, they are on their way to where the others wait: that is no
// other place.
void
absorb_running(Cluster& cluster)
{
  std::vector<ClusterVariant>& places = cluster.variants;
  const auto runs = [](const ClusterVariant& each) { return each.wait == Wait::running; };
  const auto waits = std::find_if_not(places.begin(), places.end(), runs);
  if (waits == places.end()) {
    return;
  }
  for (const ClusterVariant& each : places) {
    waits->count += runs(each) ? each.count : 0;
  }
  std::erase_if(places, runs);
}

} // namespace

void
choose_face(Cluster& cluster)
{
  for (ClusterVariant& place : cluster.variants) {
    sort_spots(place);
    place.representative = place.spots.front().goroutine;
  }
  if (cluster.moving) {
    sort_moving(cluster.variants);
    const ClusterVariant& face = cluster.variants.front();
    cluster.signature = face.signature;
    cluster.variant = face.variant;
    cluster.wait = face.wait;
    return;
  }
  absorb_running(cluster);
}

} // namespace leakgate::rules
