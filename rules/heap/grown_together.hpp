#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "rules/heap/growth.hpp"
#include "rules/heap/sites.hpp"
#include "rules/names/source_names.hpp"

#include <set>
#include <string>
#include <vector>

namespace leakgate::rules {

/// Sites that are one leak.
struct GrownTogether
{
  std::vector<GrowingSite> sites; ///< largest first
  std::set<std::string> tests;    ///< empty: no test is known
  HeapGrown growth;

  friend bool operator==(const GrownTogether&, const GrownTogether&) = default;
};

/// What the rounds of one package are looked at with. `run` may be null.
struct GroupingContext
{
  const std::string& import_path;
  const PackageRun* run;
  const HeapPolicy& policy;
  SourceNames& sources;
};

/// The leaks of a package's exact profiles, largest first: one for each function of the user's,
/// with what the same tests keep through the same call with as many objects, or so many parts of
/// each, or keep below the floor. Each reaches the floor by itself.
[[nodiscard]] std::vector<GrownTogether> grown_together(const HeapPackage& checked, int warm_up,
                                                        const GroupingContext& context);

} // namespace leakgate::rules
