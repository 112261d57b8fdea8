#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/json/finding_fields.hpp"
#include "reporters/json/package_fields.hpp"
#include "reporters/json/policy_fields.hpp"
#include "reporters/json/run_fields.hpp"

/// The fields of the JSON result, once: the writer and the reader both walk these lists,
/// in this order, so that neither knows a field the other one does not. Results of an earlier
/// release do not have those that are visited with `added`.
/// reporters/json/result.schema.json describes the same fields; a test compares.
namespace leakgate::result_fields {

/// The value of the top-level field `version`, which is written before all others.
inline constexpr int k_version = 1;

template <typename V, Of<Problem> T>
void
fields(V& visit, T& problem)
{
  visit("where", problem.where);
  visit("what", problem.what);
}

template <typename V, Of<SourceRoots::Module> T>
void
fields(V& visit, T& module)
{
  visit("path", module.path);
  visit("dir", module.dir);
}

template <typename V, Of<SourceRoots> T>
void
fields(V& visit, T& roots)
{
  visit("modules", roots.modules);
  visit("goroots", roots.goroots);
  visit("mod_cache", roots.mod_cache);
  visit("repository", roots.repository);
  visit.added("named_from", roots.base);
}

template <typename V, Of<Verdict> T>
void
fields(V& visit, T& verdict)
{
  visit("outcome", verdict.outcome);
  visit("reason", verdict.reason);
  visit.added("partial", verdict.partial);
  visit("go_version", verdict.go_version);
  visit("ledger", verdict.ledger);
  visit("metrics", verdict.metrics);
  visit("findings", verdict.findings);
  visit("rules", verdict.rules);
  visit("coverage", verdict.coverage);
  visit("repeated", verdict.confirmed);
  visit.added("took_ms", verdict.took_ms);
  visit.added("repeat_ms", verdict.confirm_ms);
  visit.added("heap_ms", verdict.heap_ms);
  visit("allowed", verdict.allowed);
  visit("baseline", verdict.baseline);
  visit.added("base", verdict.base);
  visit("loosened", verdict.loosened);
  visit("packages", verdict.packages);
  visit("problems", verdict.problems);
  visit("run", verdict.run);
  visit("roots", verdict.roots);
  visit.added("sources", verdict.sources);
}

} // namespace leakgate::result_fields
