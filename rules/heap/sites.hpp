#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"
#include "rules/heap/growth.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace leakgate::rules {

/// Allocations that one line of the user's made, for one test, and of which each counted round kept
/// more.
struct GrowingSite
{
  Frame user;               ///< the innermost frame of the tested modules, else outside of Go's own
  std::string test;         ///< top-level; empty where the stack names none
  Place called;             ///< the line of the test on the stack; not known likewise
  std::vector<Frame> stack; ///< of those that end here the one that kept most, leaf first
  std::vector<std::vector<Frame>> others; ///< the next ones, at most seven
  HeapGrown growth;

  friend bool operator==(const GrowingSite&, const GrowingSite&) = default;
};

/// The sites of rounds with exact profiles that grew in each round behind the warm-up, in bytes and
/// in objects, largest first. What the probe allocates to measure is left out, and what was free
/// again when the process ended, after TestMain. Empty where a round has no profile.
[[nodiscard]] std::vector<GrowingSite> growing_sites(const PackageEvidence& process, int warm_up,
                                                     const TestNames& names, SourceNames& sources);

/// What each round behind the warm-up added of what was free again when the process ended. Empty
/// where no exact profile tells.
[[nodiscard]] HeapGrown freed_at_end(const PackageEvidence& process, int warm_up);

/// Lines of the user's that allocated and of which no stack says for which test: function, file,
/// line → the least that they kept more after each round.
using OpenSites = std::map<std::tuple<std::string, std::string, int>, std::int64_t>;

[[nodiscard]] OpenSites open_sites(const std::vector<GrowingSite>& sites);

/// The tests of the sites that reach the floor.
[[nodiscard]] std::set<std::string> tests_of(const std::vector<GrowingSite>& sites,
                                             std::int64_t floor_bytes);

/// True for a place in the modules under test.
[[nodiscard]] bool is_users_own(const Place& place);

} // namespace leakgate::rules
