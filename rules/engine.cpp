#include "rules/engine.hpp"

#include "gate/base/duration.hpp"
#include "gate/base/text.hpp"
#include "rules/baseline/summary.hpp"
#include "rules/failures/failures.hpp"
#include "rules/judging/entry_findings.hpp"
#include "rules/judging/failed_tests.hpp"
#include "rules/judging/order.hpp"
#include "rules/judging/outcome.hpp"
#include "rules/matching/match_words.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"
#include "rules/matching/rule_finding.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/package_judge.hpp"
#include "rules/population/ran_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

namespace leakgate {

namespace {

using namespace rules;

std::map<std::string, PackageRuns>
packages_of(const Evidence& evidence)
{
  std::map<std::string, PackageRuns> packages;
  for (const PackageRun& run : evidence.run.packages) {
    packages[run.import_path].run = &run;
  }
  for (const PackageEvidence& process : evidence.packages) {
    packages[process.import_path].processes.push_back(&process);
  }
  return packages;
}

std::string
slow_in_words(const Confirmation& confirmation)
{
  if (confirmation.slow.empty()) {
    return {};
  }
  const auto others = static_cast<long long>(confirmation.slow.size()) - 1;
  return fmt::format("the budget of {} is too short for {} of {}{}", to_string(confirmation.budget),
                     text::counted(confirmation.rounds, "round"), confirmation.slow.begin()->second,
                     others > 0 ? " and " + text::counted(others, "other slow test") : "");
}

// What is known about the rules of these findings, sorted by id, each once. A pattern of the user's
// goes before a built-in one with its id.
std::vector<RuleInfo>
used_rules(const std::vector<Finding>& findings, const Policy& policy)
{
  std::set<std::string> ids;
  for (const Finding& finding : findings) {
    ids.insert(finding.rule);
  }
  std::vector<RuleInfo> rules;
  for (const std::string& id : ids) {
    const Pattern* pattern = find_pattern(policy.patterns, id);
    pattern = pattern != nullptr ? pattern : find_pattern(builtin_patterns(), id);
    if (pattern != nullptr) {
      rules.push_back(pattern->rule);
    } else if (const RuleInfo* rule = policy_rule(id)) {
      rules.push_back(*rule);
    }
  }
  return rules;
}

// Top-level tests by package and name, and how often each ran.
using Ran = std::map<std::pair<std::string_view, std::string_view>, int>;

// `3 rounds`, `2 to 3 rounds` where two have shown of some tests all that they leave. One that
// ended its process has come to fewer than it was to.
std::string
rounds_in_words(const Ran& tests, int asked)
{
  int fewest = asked;
  int most = 0;
  for (const auto& [test, times] : tests) {
    fewest = times >= 2 ? std::min(fewest, times) : fewest;
    most = std::max(most, times >= 2 ? std::min(times, asked) : asked);
  }
  return (fewest < most ? fmt::format("{} to ", fewest) : "") + text::counted(most, "round");
}

// `3 rounds of 2 tests; the budget of 60s was used up`, `no test: …` when none ran.
std::string
in_words(const Confirmation& confirmation)
{
  Ran tests;
  for (const PackageRun& package : confirmation.run.packages) {
    for (const TestCase& test : package.tests) {
      const std::string_view top = top_level_test(test.name);
      tests[{package.import_path, top}] += top == test.name ? 1 : 0;
    }
  }
  const std::string slow = slow_in_words(confirmation);
  const std::string note =
      confirmation.note + (confirmation.note.empty() || slow.empty() ? "" : "; ") + slow;
  if (tests.empty()) {
    return note.empty() ? "" : "no test: " + note;
  }
  return fmt::format("{} of {}{}{}", rounds_in_words(tests, confirmation.rounds),
                     text::counted(static_cast<long long>(tests.size()), "test"),
                     note.empty() ? "" : "; ", note);
}

class Engine
{
public:
  Engine(const Evidence& evidence, const Policy& policy, const SourceLine& source_line,
         const CodeFactsAt& facts_at, const InCheckout& in_checkout)
      : m_evidence(evidence), m_policy(policy), m_source_line(source_line), m_facts_at(facts_at),
        m_in_checkout(in_checkout), m_sources(evidence.roots), m_patterns(policy, evidence.roots)
  {
    if (policy.baseline) {
      m_baseline.emplace(*policy.baseline);
    }
  }

  Verdict
  judge()
  {
    begin();
    for (const auto& [import_path, sources] : packages_of(m_evidence)) {
      add(judge_package(import_path, sources,
                        {m_evidence, m_policy, m_patterns, m_baseline ? &*m_baseline : nullptr,
                         m_source_line, m_facts_at, m_sources, m_metrics, m_verdict.run}));
    }
    judge_entries();
    judge_hung();
    finish();
    return std::move(m_verdict);
  }

private:
  void begin();
  void add(PackageJudgement judgement);
  void note_allow(const Judged& leak);
  void judge_entries();
  void judge_hung();
  void rename_files();
  void finish();

  const Evidence& m_evidence;
  const Policy& m_policy;
  const SourceLine& m_source_line;
  const CodeFactsAt& m_facts_at;
  const InCheckout& m_in_checkout;
  SourceNames m_sources;
  PatternBook m_patterns;
  std::optional<BaselineIndex> m_baseline;
  Metrics m_metrics;
  std::unordered_set<const AllowEntry*> m_met;
  std::map<std::pair<std::string, int>, AllowHit> m_hits; // by id and column
  Verdict m_verdict;
};

void
Engine::begin()
{
  m_verdict.go_version = m_evidence.go_version;
  m_verdict.run = m_evidence.run;
  confirm_ends(m_verdict.run, m_evidence.packages);
  tell_failures(m_verdict.run, m_sources, m_source_line);
  m_verdict.roots = m_evidence.roots;
  m_verdict.coverage = m_evidence.coverage;
  m_verdict.problems = m_evidence.problems;
  m_verdict.loosened = m_policy.loosened;
  if (m_evidence.confirmation) {
    m_verdict.confirmed = in_words(*m_evidence.confirmation);
  }
}

void
Engine::add(PackageJudgement judgement)
{
  m_verdict.ledger += judgement.package.ledger;
  m_verdict.packages.push_back(std::move(judgement.package));
  std::ranges::move(judgement.problems, std::back_inserter(m_verdict.problems));
  std::ranges::move(judgement.exceeded, std::back_inserter(m_verdict.findings));
  for (Judged& leak : judgement.leaks) {
    note_allow(leak);
    m_verdict.findings.push_back(std::move(leak.finding));
  }
}

void
Engine::note_allow(const Judged& leak)
{
  if (leak.allow == nullptr) {
    return;
  }
  m_met.insert(leak.allow);
  if (leak.finding.disposition == Disposition::allowed) {
    // Two entries may stand on one line of a file.
    AllowHit& hit = m_hits[{leak.allow->id, leak.allow->origin.column}];
    hit.id = leak.allow->id;
    hit.reason = leak.allow->reason;
    hit.matches = match_words(leak.allow->match);
    hit.count += is_heap_leak(leak.finding) ? 1 : leak.finding.count; // bytes are no goroutines
  }
}

void
Engine::judge_entries()
{
  for (Finding& finding : entry_findings(m_policy, m_verdict, m_met, m_evidence.packages)) {
    dispose_by_severity(finding, m_policy);
    m_verdict.findings.push_back(std::move(finding));
  }
}

// Told by itself, as it may be the test that is wrong, and not what it tests.
void
Engine::judge_hung()
{
  if (!m_evidence.confirmation) {
    return;
  }
  for (const HungTest& hung : m_evidence.confirmation->hung) {
    Finding finding =
        rule_finding("hung", FindingKind::hung, hung.package, hung.test,
                     fmt::format("{} had not ended after {:.0f} s when it ran again", hung.test,
                                 static_cast<double>(hung.after_ms) / 1000));
    finding.test = hung.test;
    dispose_by_severity(finding, m_policy);
    m_verdict.findings.push_back(std::move(finding));
  }
}

// Where the runner has the checkout and its Go says nothing to people, and differs from run to run.
void
Engine::rename_files()
{
  for (Finding& finding : m_verdict.findings) {
    m_sources.rename_files(finding.stack);
    for (StackVariant& variant : finding.variants) {
      m_sources.rename_files(variant.stack);
    }
    for (Ancestor& ancestor : finding.ancestors) {
      m_sources.rename_files(ancestor.frames.edit());
      if (ancestor.created_by) {
        m_sources.rename_files({&*ancestor.created_by, 1});
      }
    }
  }
}

void
Engine::finish()
{
  sort_findings(m_verdict.findings);
  tell_failed_tests(m_verdict.findings, m_verdict.run);
  rename_files();
  for (auto& [entry, hit] : m_hits) {
    m_verdict.allowed.push_back(std::move(hit));
  }
  if (m_policy.baseline) {
    m_verdict.baseline = summarize_baseline(*m_policy.baseline, m_verdict, m_in_checkout);
  }
  m_verdict.rules = used_rules(m_verdict.findings, m_policy);
  m_verdict.metrics = m_metrics.values();
  decide_outcome(m_verdict);
}

} // namespace

Verdict
evaluate(const Evidence& evidence, const Policy& policy, const SourceLine& source_line,
         const CodeFactsAt& facts_at, const InCheckout& in_checkout)
{
  return Engine(evidence, policy, source_line, facts_at, in_checkout).judge();
}

} // namespace leakgate
