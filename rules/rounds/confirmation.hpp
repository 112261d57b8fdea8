#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/source_line.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/source_names.hpp"
#include "rules/population/population.hpp"
#include "rules/rounds/once_line.hpp"
#include "rules/stacks/identity.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// What rounds said about what one test left of one leak.
struct ShownRounds
{
  std::vector<std::int64_t> rounds; ///< new goroutines of each round; empty: it could not tell
  std::string note;                 ///< Leaker::note; may be empty
  bool ends_by_itself = false;
  std::int64_t ends_after_ms = 0; ///< where ends_by_itself
  bool replaced = false;          ///< RoundCount::replaced
  /// The rounds look like a goroutine that is started once, but something else that the
  /// confirmation showed of this test speaks against it.
  bool contradicted = false;
  bool once_a_process = false; ///< TierEvidence::once_a_process; there are no rounds then
};

/// By test, as Cluster::tests.
using ShownByTest = std::unordered_map<Name, ShownRounds>;

/// For each cluster of the first run of a package, in the same order, what the confirmation
/// added of it, for each test by itself: its goroutines are found by start and test,
/// whatever they were doing. It is the same build, so lines are equal. The note says why the
/// first run decides: not repeated, its test failed or did not leak, the rounds do not tell.
/// `waited_ms` is how long the first run waited for goroutines to end.
[[nodiscard]] std::vector<ShownByTest>
confirmed_growth(const std::vector<Cluster>& clusters, std::string_view import_path,
                 const Confirmation& confirmation, std::int64_t waited_ms, SourceNames& sources,
                 const SourceLine& source_line, const StartedOnce& started_once);

/// Where no rounds tell, neither of `confirmed` nor of `own`, the source may: what the process
/// starts once is told so in `confirmed`.
void add_what_source_says(const std::vector<Cluster>& clusters, const std::vector<ShownByTest>& own,
                          const StartedOnce& started_once, std::vector<ShownByTest>& confirmed);

/// The same out of the rounds of `-count` in the first run itself, without notes.
[[nodiscard]] std::vector<ShownByTest> own_growth(const std::vector<Cluster>& clusters,
                                                  std::string_view import_path,
                                                  const PackageEvidence& evidence,
                                                  const PackageRun* run, SourceNames& sources,
                                                  const SourceLine& source_line);

/// Names the test of what the callback of a timer left and nothing shows the test of: the one
/// that brought it back when it ran alone in a process of its own. Of several tests each gets as
/// many as it brought back; a single one gets all.
void name_brought_back(std::vector<Suspect>& suspects, const Confirmation& confirmation,
                       std::string_view import_path, SourceNames& sources,
                       const SourceLine& source_line);

} // namespace leakgate::rules
