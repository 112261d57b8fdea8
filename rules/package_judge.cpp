#include "rules/package_judge.hpp"

#include "rules/allow_list.hpp"
#include "rules/attribution.hpp"
#include "rules/cluster.hpp"
#include "rules/cut_off.hpp"
#include "rules/findings.hpp"
#include "rules/heap_diff.hpp"
#include "rules/kept.hpp"
#include "rules/label_join.hpp"
#include "rules/outcome.hpp"
#include "rules/population.hpp"
#include "rules/ran_tests.hpp"
#include "rules/repetition.hpp"
#include "rules/rounds.hpp"
#include "rules/stack_table.hpp"
#include "rules/test_names.hpp"
#include "rules/thresholds.hpp"
#include "rules/tiers.hpp"

#include <algorithm>
#include <iterator>

namespace leakgate::rules {

namespace {

void
describe(PackageVerdict& package, const PackageEvidence& evidence)
{
  package.source = evidence.source;
  package.settle_ms = evidence.settle_ms;
  package.samples = evidence.samples;
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

std::int64_t
count_states(const Population& population, std::map<std::string, std::int64_t>& states)
{
  std::int64_t blocked = 0;
  for (const Subject& subject : population.subjects) {
    states[subject.goroutine->state] += subject.count;
    if (is_blocked(subject.goroutine->wait)) {
      blocked += subject.count;
    }
  }
  return blocked;
}

class PackageJudge
{
public:
  PackageJudge(const std::string& import_path, const PackageSources& sources,
               const JudgeContext& context)
      : m_import_path(import_path), m_sources(sources), m_context(context),
        m_limits(thresholds_for(context.policy, context.evidence.roots, import_path)),
        m_names(import_path, sources.run),
        m_allow(context.policy, context.evidence.roots, import_path), m_stacks(m_allow)
  {
  }

  PackageJudgement
  judge()
  {
    PackageVerdict& package = m_out.package;
    package.import_path = m_import_path;
    package.end = m_sources.run == nullptr ? PackageEnd::unfinished : m_sources.run->end;
    package.note = unjudged_note(package.end, nullptr, m_sources.run);
    for (const PackageEvidence* evidence : m_sources.processes) {
      take_process(*evidence);
    }
    package.kept = m_kept.groups();
    judge_leaks();
    judge_thresholds();
    return std::move(m_out);
  }

private:
  void take_process(const PackageEvidence& evidence);
  Population judge_process(const PackageEvidence& evidence);
  void measure(const PackageEvidence& evidence, const Population& population);
  void judge_leaks();
  void confirm(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters);
  void judge_thresholds();

  template <typename Reason>
  void
  keep_runtime(Population& population, Reason reason)
  {
    std::erase_if(population.subjects, [&](const Subject& subject) {
      const std::string_view why = reason(subject);
      if (!why.empty()) {
        m_out.package.ledger.runtime += subject.count;
        m_kept.add_runtime(*subject.goroutine, subject.count, why);
      }
      return !why.empty();
    });
  }

  const std::string& m_import_path;
  const PackageSources& m_sources;
  const JudgeContext& m_context;
  PackageLimits m_limits;
  TestNames m_names;
  AllowList m_allow;
  StackTable m_stacks;
  Kept m_kept;
  PackageMeasures m_measures;
  std::vector<Population> m_populations;
  PackageJudgement m_out;
};

void
PackageJudge::take_process(const PackageEvidence& evidence)
{
  PackageVerdict& package = m_out.package;
  std::ranges::copy(evidence.problems, std::back_inserter(m_out.problems));
  describe(package, evidence);
  package.note = unjudged_note(package.end, &evidence, m_sources.run);
  if (package.note.empty()) {
    package.note = unseen_tests(m_sources.run, evidence);
  }
  if (!package.note.empty()) {
    return;
  }
  package.judged = true;
  if (evidence.source == EvidenceSource::crash) {
    package.note = "judged from the goroutine dump of the crash: only goroutines of tests that "
                   "had finished count";
  }
  package.heap = heap_summary(evidence, m_context.sources);
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
  for (Subject& subject : population.subjects) {
    subject.stack = m_stacks.index_of(*subject.goroutine);
  }
  keep_runtime(population,
               [&](const Subject& subject) { return m_stacks.facts(subject.stack).own_reason; });
  join_labels(population, before, *evidence.after, m_names);
  attribute_tests(population, m_names);
  for (Subject& subject : population.subjects) {
    subject.allow = m_stacks.allow_of(subject.stack, subject.test.view());
  }
  const CutOff cut_off(evidence, m_names);
  keep_runtime(population, [&](const Subject& subject) -> std::string_view {
    return cut_off.covers(*subject.goroutine, subject.test.view()) ? "cut off by the exit" : "";
  });
  return population;
}

void
PackageJudge::measure(const PackageEvidence& evidence, const Population& population)
{
  const std::int64_t blocked = count_states(population, m_out.package.states);
  m_context.metrics.add_process(evidence, population.seen, blocked);
  if (evidence.source == EvidenceSource::crash) {
    return; // what was in the middle of its work says nothing
  }
  m_measures.goroutines += population.seen;
  m_measures.blocked += blocked;
  m_measures.heap = m_out.package.heap;
  m_measures.finalizer_percent =
      std::max(m_measures.finalizer_percent, finalizer_percent(evidence));
  m_measures.finalizer_stuck = m_measures.finalizer_stuck || finalizer_stuck(evidence);
}

// A line a stage again: each leak gets its words, its tier and its column.
void
PackageJudge::judge_leaks()
{
  std::vector<Subject> subjects;
  for (const Population& population : m_populations) {
    std::ranges::copy(population.subjects, std::back_inserter(subjects));
  }
  const std::vector<Cluster> clusters = cluster_subjects(subjects, m_stacks, m_context.sources);
  m_out.leaks =
      make_findings(clusters, {m_import_path, m_context.patterns, m_context.source_line, m_names,
                               m_context.sources, rounds_of(m_sources.processes)});
  confirm(m_out.leaks, clusters);
  dispose(m_out.leaks, m_context.policy, m_limits, m_context.baseline);
  for (auto& [finding, allow] : m_out.leaks) {
    // Only what would fail is run again, so for all else there is nothing to explain.
    if (finding.disposition != Disposition::reported && finding.rounds.empty()) {
      finding.repeat_note.clear();
    }
  }
  enter(m_out.leaks, m_out.package.ledger);
  m_context.metrics.add_reported(m_out.package.ledger.reported);
}

// The rounds of the repetition, or where it tells nothing those of the run itself.
void
PackageJudge::confirm(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters)
{
  std::vector<Repeated> repeated(clusters.size());
  if (const auto& repetition = m_context.evidence.repetition) {
    repeated = repeated_growth(clusters, m_import_path, *repetition, m_context.sources);
  }
  std::vector<RoundGrowth> own(clusters.size());
  if (m_sources.processes.size() == 1) {
    own = growth_in_rounds(clusters, *m_sources.processes.front());
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    Finding& finding = leaks[i].finding;
    const bool by_own = repeated[i].rounds.empty() && !own[i].rounds.empty();
    finding.rounds = std::move(by_own ? own[i].rounds : repeated[i].rounds);
    finding.repeat_note = by_own ? "" : std::move(repeated[i].note);
    finding.tier = tier_of(clusters[i], finding.rounds);
    if (finding.tier == Tier::one_time && !by_own && repeated[i].contradicted) {
      finding.tier = Tier::lingering;
    }
  }
}

void
PackageJudge::judge_thresholds()
{
  m_out.exceeded = threshold_findings(m_import_path, m_measures, m_limits.thresholds);
  for (Finding& finding : m_out.exceeded) {
    dispose_by_severity(finding, m_context.policy);
  }
}

} // namespace

PackageJudgement
judge_package(const std::string& import_path, const PackageSources& sources,
              const JudgeContext& context)
{
  return PackageJudge(import_path, sources, context).judge();
}

} // namespace leakgate::rules
