#include "rules/package_judge.hpp"

#include "rules/causes/causes.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/clusters/led_there.hpp"
#include "rules/findings/blocked_code.hpp"
#include "rules/findings/findings.hpp"
#include "rules/judging/figures.hpp"
#include "rules/judging/outcome.hpp"
#include "rules/judging/outlived.hpp"
#include "rules/judging/thresholds.hpp"
#include "rules/matching/allow_list.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/population/attribution.hpp"
#include "rules/population/cut_off.hpp"
#include "rules/population/kept.hpp"
#include "rules/population/label_join.hpp"
#include "rules/population/population.hpp"
#include "rules/population/ran_tests.hpp"
#include "rules/population/stack_table.hpp"
#include "rules/rounds/confirmation.hpp"
#include "rules/rounds/leakers.hpp"
#include "rules/rounds/once_line.hpp"
#include "rules/stacks/ancestry.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leakgate::rules {
namespace {

void
describe(PackageVerdict& package, const PackageEvidence& evidence)
{
  package.source = evidence.source;
  package.settle_ms = evidence.settle_ms;
  add_figures(package, evidence);
  if (evidence.before) {
    package.goroutines_before = evidence.before->goroutines;
  }
  if (evidence.after) {
    package.goroutines_after = evidence.after->goroutines;
  }
}

// How often each test ran; a process that a test starts is none of its rounds.
std::int64_t
rounds_of(const std::vector<const PackageEvidence*>& processes)
{
  std::int64_t rounds = 1;
  for (const PackageEvidence* process : processes) {
    rounds = std::max<std::int64_t>(rounds, std::ssize(process->rounds));
  }
  return rounds;
}

class PackageJudge
{
public:
  PackageJudge(const std::string& import_path, const PackageRuns& runs, const JudgeContext& context)
      : m_import_path(import_path), m_runs(runs), m_context(context),
        m_limits(thresholds_for(context.policy, context.evidence.roots, import_path)),
        m_names(import_path, runs.run),
        m_allow(context.policy, context.evidence.roots, import_path), m_stacks(m_allow)
  {
  }

  PackageJudgement
  judge()
  {
    PackageVerdict& package = m_out.package;
    package.import_path = m_import_path;
    package.end = m_runs.run == nullptr ? PackageEnd::unfinished : m_runs.run->end;
    package.note = unjudged_note(package.end, nullptr, m_runs.run);
    for (const PackageEvidence* evidence : m_runs.processes) {
      take_process(*evidence);
    }
    package.kept = m_kept.groups();
    judge_leaks();
    judge_package_heap(m_runs.run, m_limits, m_context, m_out);
    judge_other_kinds();
    return std::move(m_out);
  }

private:
  void take_process(const PackageEvidence& evidence);
  Population judge_process(const PackageEvidence& evidence);
  void judge_outlived(Population outlived, const Snapshot* before, const Snapshot& after);
  void measure(const PackageEvidence& evidence, const Population& population);
  void judge_leaks();
  std::vector<std::vector<Leaker>> confirm(const std::vector<Cluster>& clusters);
  const AllowEntry* allow_of(const Suspect& suspect);
  const AllowEntry* allow_of(std::size_t stack, const Suspect& suspect);
  void judge_other_kinds();

  TestLineContext
  test_lines()
  {
    return {m_names, m_context.sources, m_import_path, m_context.source_line};
  }

  template <typename Reason>
  void
  keep_runtime(Population& population, Reason reason)
  {
    std::erase_if(population.suspects, [&](const Suspect& suspect) {
      if (const std::string_view why = reason(suspect); !why.empty()) {
        m_out.package.ledger.runtime += suspect.count;
        m_kept.add_runtime(*suspect.goroutine, suspect.count, why);
        return true;
      }
      return false;
    });
  }

  const std::string& m_import_path;
  const PackageRuns& m_runs;
  const JudgeContext& m_context;
  PackageLimits m_limits;
  TestNames m_names;
  AllowList m_allow;
  StackTable m_stacks;
  Kept m_kept;
  PackageMeasures m_measures;
  std::vector<Population> m_populations;
  Population m_outlived;
  PackageJudgement m_out;
};

void
PackageJudge::take_process(const PackageEvidence& evidence)
{
  PackageVerdict& package = m_out.package;
  describe(package, evidence);
  package.note = unjudged_note(package.end, &evidence, m_runs.run);
  heed_unseen_tests(package, m_runs.run, evidence, m_out.problems);
  std::ranges::copy_if(evidence.problems, std::back_inserter(m_out.problems),
                       [&](const Problem& problem) { return problem.what != package.note; });
  if (!package.note.empty()) {
    return;
  }
  package.judged = true;
  if (evidence.source == EvidenceSource::crash) {
    package.note =
        m_runs.run != nullptr && !m_runs.run->late_status.empty()
            ? "judged from the dump of a crash after the tests: what is left had less time to end"
            : "judged from the goroutine dump of the crash: only goroutines of tests that had "
              "finished count";
  } else if (package.end == PackageEnd::stopped) {
    package.note = "-failfast stopped it at its first failure: what stands behind it did not run";
  }
  package.heap = heap_summary(evidence, m_context.sources);
  if (const Thresholds& limits = m_limits.thresholds; package.heap) {
    package.heap->limited = limits.heap_growth_bytes || limits.heap_growth_percent;
  }
  m_populations.push_back(judge_process(evidence));
}

// The life of one snapshot, a line a stage; what is left over are the leaks.
Population
PackageJudge::judge_process(const PackageEvidence& evidence)
{
  const Snapshot* before = evidence.before ? &*evidence.before : nullptr;
  Population population = take_population(*evidence.after);
  m_out.package.ledger.seen += population.seen;
  measure(evidence, population);
  m_out.package.ledger.in_before +=
      remove_known(population, before, [&](const Goroutine& goroutine, std::int64_t count) {
        m_kept.add_before(goroutine, count);
      });
  judge_outlived(take_outlived(population, m_runs.run), before, *evidence.after);
  for (Suspect& suspect : population.suspects) {
    suspect.stack = m_stacks.index_of(*suspect.goroutine);
  }
  keep_runtime(population, [&](const Suspect& suspect) {
    return m_stacks.facts(suspect.stack).runtime_reason;
  });
  join_labels(population, before, *evidence.after, m_names);
  attribute_tests(population, m_names);
  name_specs(population, test_lines());
  attach_sightings(population, evidence.looks);
  for (Suspect& suspect : population.suspects) {
    suspect.allow = allow_of(suspect);
  }
  const CutOff cut_off(evidence, m_names);
  keep_runtime(population, [&](const Suspect& suspect) -> std::string_view {
    return cut_off.covers(*suspect.goroutine, suspect.test.view()) ? "cut off by the exit" : "";
  });
  return population;
}

// An entry that is about what a goroutine was seen doing is about that goroutine, wherever the
// last look met it.
const AllowEntry*
PackageJudge::allow_of(const Suspect& suspect)
{
  const AllowEntry* entry = allow_of(suspect.stack, suspect);
  for (std::size_t i = 0; entry == nullptr && i < suspect.sightings.size(); ++i) {
    entry = allow_of(m_stacks.index_of(suspect.sightings[i].goroutine), suspect);
  }
  return entry;
}

// An entry may name the test as package testing does, or with the spec that a report shows.
const AllowEntry*
PackageJudge::allow_of(std::size_t stack, const Suspect& suspect)
{
  const AllowEntry* entry = m_stacks.allow_of(stack, suspect.ran.view());
  return entry == nullptr && !(suspect.ran == suspect.test)
             ? m_stacks.allow_of(stack, suspect.test.view())
             : entry;
}

// Their end is a finding of its own, so that nothing more is held against them.
void
PackageJudge::judge_outlived(Population outlived, const Snapshot* before, const Snapshot& after)
{
  join_labels(outlived, before, after, m_names);
  attribute_tests(outlived, m_names);
  name_specs(outlived, test_lines());
  keep_runtime(outlived, [&](const Suspect& suspect) -> std::string_view {
    m_outlived.suspects.push_back(suspect);
    return "it ended the process, which is a finding of its own";
  });
}

void
PackageJudge::measure(const PackageEvidence& evidence, const Population& population)
{
  const std::int64_t blocked = count_states(population, m_out.package.states);
  const Measures measures = measures_of(evidence, population.seen, blocked);
  m_context.metrics.add(measures);
  if (evidence.source == EvidenceSource::crash) {
    return; // what was in the middle of its work says nothing
  }
  m_measures.sum += measures;
  m_measures.states = m_out.package.states;
  m_measures.heap = m_out.package.heap;
  m_measures.figures = m_out.package.figures;
}

void
PackageJudge::judge_leaks()
{
  std::vector<Suspect> suspects;
  for (const Population& population : m_populations) {
    std::ranges::copy(population.suspects, std::back_inserter(suspects));
  }
  if (const auto& confirmation = m_context.evidence.confirmation) {
    name_brought_back(suspects, *confirmation, m_import_path, m_context.sources,
                      m_context.source_line);
  }
  std::vector<Cluster> clusters =
      cluster_suspects(suspects, m_stacks, m_context.sources, m_context.source_line);
  std::vector<std::vector<Leaker>> leakers = confirm(clusters);
  std::deque<Goroutine> led_there;
  add_ways_from_tests(clusters, m_import_path, m_context.facts_at, m_context.sources, led_there);
  m_out.leaks = make_findings(clusters, std::move(leakers),
                              {m_import_path, m_context.patterns, m_context.source_line, m_names,
                               m_context.sources, m_context.facts_at, rounds_of(m_runs.processes),
                               m_context.policy.fail_tier, &m_context.run});
  if (m_populations.size() == 1) {
    bind_connections(m_out.leaks, clusters);
  }
  dispose(m_out.leaks, m_context.policy, m_limits, m_context.baseline,
          [&](const Frame& frame) { return m_context.sources.place(frame); });
  link_causes(m_out.leaks, clusters,
              {m_names, m_context.sources, m_context.source_line, m_populations.size() == 1});
  add_to_columns(m_out.leaks, m_out.package.ledger);
  m_context.metrics.add_reported(m_out.package.ledger.reported);
}

// By the rounds of the confirmation, or where they tell nothing those of the run itself.
std::vector<std::vector<Leaker>>
PackageJudge::confirm(const std::vector<Cluster>& clusters)
{
  const StartedOnce started_once(m_context.sources, m_context.facts_at, m_runs.processes);
  std::vector<ShownByTest> confirmed(clusters.size());
  if (const auto& confirmation = m_context.evidence.confirmation;
      confirmation && confirmation->rounds >= 2) {
    confirmed = confirmed_growth(clusters, m_import_path, *confirmation, m_out.package.settle_ms,
                                 m_context.sources, m_context.source_line, started_once);
  }
  std::vector<ShownByTest> own(clusters.size());
  if (m_runs.processes.size() == 1) {
    own = own_growth(clusters, m_import_path, *m_runs.processes.front(), m_runs.run,
                     m_context.sources, m_context.source_line);
  }
  if (m_context.evidence.confirmation) {
    add_what_source_says(clusters, own, started_once, confirmed);
  }
  const StuckAtWork stuck = [&](const Cluster& cluster, const TestShare& share) {
    const Goroutine& goroutine = *share.representative.goroutine;
    return !cluster.moving && is_stuck_in_send(goroutine, m_context.facts_at, m_context.sources) &&
           started_once.note(goroutine).empty();
  };
  std::vector<std::vector<Leaker>> leakers;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    leakers.push_back(leakers_of(clusters[i], confirmed[i], own[i], stuck));
  }
  return leakers;
}

void
PackageJudge::judge_other_kinds()
{
  m_out.exceeded = threshold_findings(m_import_path, m_measures, m_limits.thresholds);
  std::ranges::move(outlived_findings(m_outlived, {m_import_path, m_runs.run, m_names,
                                                   m_context.sources, m_context.source_line}),
                    std::back_inserter(m_out.exceeded));
  for (Finding& finding : m_out.exceeded) {
    dispose_by_severity(finding, m_context.policy);
    if (finding.kind == FindingKind::outlived && finding.disposition == Disposition::reported) {
      dispose_by_change(finding, m_context.policy,
                        [&](const Frame& frame) { return m_context.sources.place(frame); });
    }
  }
}

} // namespace

PackageJudgement
judge_package(const std::string& import_path, const PackageRuns& runs, const JudgeContext& context)
{
  return PackageJudge(import_path, runs, context).judge();
}

} // namespace leakgate::rules
