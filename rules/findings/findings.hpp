#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/judging/disposition.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace leakgate::rules {

/// What the findings of one package are made from beside its clusters.
struct FindingContext
{
  const std::string& package;
  const PatternBook& patterns;
  const SourceLine& source_line; ///< may be empty: no source is known
  const TestNames& names;
  SourceNames& sources;
  const CodeFactsAt& facts_at;      ///< may be empty: nothing is known of the source
  std::int64_t rounds = 1;          ///< how often each test ran, at least once
  Tier fail_tier = Tier::lingering; ///< the weakest that fails
  const TestRun* run = nullptr;     ///< with its failures; may be null
};

/// One finding a cluster, in the same order, with its leakers (leakers_of()), the three places,
/// the pattern's words and the fingerprint; without disposition.
[[nodiscard]] std::vector<Judged> make_findings(const std::vector<Cluster>& clusters,
                                                std::vector<std::vector<Leaker>> leakers,
                                                const FindingContext& context);

} // namespace leakgate::rules
