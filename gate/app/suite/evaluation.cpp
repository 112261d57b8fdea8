#include "gate/app/suite/evaluation.hpp"

#include "gate/app/suite/allow_comments.hpp"
#include "gate/app/suite/in_checkout.hpp"
#include "gate/app/suite/source_lines.hpp"
#include "gate/capture/code_reading.hpp"
#include "rules/engine.hpp"

#include <filesystem>

namespace leakgate {

namespace {

// Only what would fail is run again, and only that shows whether it grows.
Policy
policy_of_first_look(const Policy& policy)
{
  Policy out = policy;
  out.fail_tier = policy.fail_tier == Tier::growing ? Tier::lingering : policy.fail_tier;
  return out;
}

} // namespace

SourceKnown
source_of(const TestSession& session, const Policy& policy, const SourceRoots& roots)
{
  const std::filesystem::path cache = session.store.folder().parent_path();
  const Toolchain& toolchain = session.plan.toolchain;
  return {
      make_source_reader(roots), CodeReader(toolchain, cache, roots),
      ChangeReader(policy.changed, roots, [toolchain, cache](const std::filesystem::path& file) {
        return read_functions(toolchain, cache, file);
      })};
}

Policy
without_files(Policy policy)
{
  if (policy.changed) {
    policy.changed->files.clear();
  }
  return policy;
}

Verdict
evaluate_with_source(const Evidence& evidence, Policy& policy, SourceKnown& source)
{
  const CodeFactsAt facts_at = [&](const CodeQuery& query) { return source.code.at(query); };
  for (;;) {
    Verdict verdict = evaluate(evidence, policy, source.line, facts_at, is_in_checkout);
    const bool code = source.code.learn();
    const bool change = source.change.learn(verdict, policy);
    if (!code && !change) {
      return verdict;
    }
  }
}

Verdict
first_look(Evidence& evidence, Policy& policy, SourceKnown& source)
{
  Policy first = policy_of_first_look(policy);
  Verdict verdict = evaluate_with_source(evidence, first, source);
  if (add_allow_comments(policy, verdict, source.code, evidence.problems)) {
    first = policy_of_first_look(policy);
    verdict = evaluate_with_source(evidence, first, source);
  }
  return verdict;
}

} // namespace leakgate
