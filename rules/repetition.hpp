#pragma once

#include "gate/model/evidence.hpp"
#include "rules/cluster.hpp"
#include "rules/source_names.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// What running the tests of a cluster again, alone, said about it.
struct Repeated
{
  std::vector<std::int64_t> rounds; ///< new goroutines of each round; empty: it could not tell
  std::string note;                 ///< Finding::repeat_note; may be empty
  /// The rounds look like a goroutine that is started once, but something else that the
  /// repetition showed speaks against it: then it is not one-time.
  bool contradicted = false;
};

/// For each cluster of the first run of a package what the repetition added of it, in the
/// same order. The repetition's process is judged in the same stages as the first run, and
/// its clusters are found again by wait, `go` statement and stack of any of their
/// variants: it is the same build, so lines are equal. The note says why the first run
/// decides: not repeated, its test failed or did not leak, the rounds do not tell.
/// Clusters that repetition is not for (allowed, or all proven) have no note.
[[nodiscard]] std::vector<Repeated> repeated_growth(const std::vector<Cluster>& clusters,
                                                    std::string_view import_path,
                                                    const Repetition& repetition,
                                                    SourceNames& sources);

} // namespace leakgate::rules
