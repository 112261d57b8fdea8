#pragma once

#include "gate/model/source_line.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/judging/disposition.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"

#include <vector>

namespace leakgate::rules {

/// What causes are looked for with, beside the leaks of one package.
struct CauseContext
{
  const TestNames& names;
  SourceNames& sources;
  const SourceLine& source_line; ///< may be empty: no source is known
  bool one_process = true;       ///< ids of goroutines are those of one process
};

/// Finds what cannot be there without another leak, as ids of goroutines prove: the writer of an
/// HTTP client's connection without its reader, the reader of a server's without who serves it.
/// Writes it into `bound_to`. The ids must be those of one process.
void bind_connections(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters);

/// Finds among the reported leaks of one package those that follow from another one, and says so
/// in them (`caused_by`, `cause_reason`, and of deadlocks `wants` and `holds`). Nothing else
/// changes: each stays a finding with its goroutines, its place in the ledger and its fingerprint.
/// The table in README.md says which of two is the cause. `clusters` are in the order of `leaks`.
void link_causes(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters,
                 const CauseContext& context);

} // namespace leakgate::rules
