#include "gate/app/suite/evaluation.hpp"

#include "gate/app/suite/in_checkout.hpp"
#include "gate/app/suite/source_lines.hpp"
#include "gate/capture/code_reading.hpp"
#include "rules/engine.hpp"

#include <filesystem>

namespace leakgate {

SourceKnown
source_of(const TestSession& session, const Policy& policy, const SourceRoots& roots)
{
  const std::filesystem::path cache = session.store.folder().parent_path();
  const Toolchain& toolchain = session.plan.toolchain;
  return {make_source_reader(roots), CodeReader(toolchain, cache, roots),
          ChangeReader(policy.changed, roots,
                       [toolchain, cache](const std::filesystem::path& file) {
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

} // namespace leakgate
