#include "gate/app/commands/evaluation.hpp"

#include "gate/app/suite/allow_comments.hpp"
#include "gate/app/suite/in_checkout.hpp"
#include "gate/app/suite/source_lines.hpp"
#include "rules/engine.hpp"
#include "rules/judging/disposition.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

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

bool
learn_change(const ChangeReader& change, const Verdict& verdict, Policy& policy)
{
  std::vector<Place> places;
  std::vector<std::string> packages;
  const rules::PlaceOf as_shown = [](const Frame& frame) {
    return Place{frame.function.str(), frame.file.str(), frame.line};
  };
  for (const Finding& finding : verdict.findings) {
    std::ranges::copy(rules::leading_places(finding, as_shown), std::back_inserter(places));
    if (rules::has_unknown_test(finding)) {
      packages.push_back(finding.package);
    }
  }
  return change.learn(places, packages, policy);
}

} // namespace

SourceKnown
source_of(const TestSession& session, const Policy& policy, const SourceRoots& roots)
{
  const std::filesystem::path cache = session.store.folder().parent_path();
  const Toolchain& toolchain = session.plan.toolchain;
  return {make_source_reader(roots), CodeReader(toolchain, cache, roots),
          ChangeReader(policy.changed, roots, functions_by_parser(toolchain, cache))};
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
    const bool change = learn_change(source.change, verdict, policy);
    if (!code && !change) {
      return verdict;
    }
  }
}

Verdict
evaluate_with_comments(Evidence& evidence, Policy& policy, SourceKnown& source)
{
  Verdict verdict = evaluate_with_source(evidence, policy, source);
  return add_allow_comments(policy, verdict, source.code, evidence.problems)
             ? evaluate_with_source(evidence, policy, source)
             : verdict;
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

void
tell_unread(const Verdict& verdict, const SourceKnown& source, const Terminal& terminal)
{
  if (!verdict.findings.empty() && !source.code.failure().empty()) {
    terminal.diagnose("the source was not read, so advice is general: " + source.code.failure());
  }
}

} // namespace leakgate
