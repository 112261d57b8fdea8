#include "rules/engine.hpp"

#include "rules/attribution.hpp"
#include "rules/cluster.hpp"
#include "rules/cut_off.hpp"
#include "rules/findings.hpp"
#include "rules/heap_diff.hpp"
#include "rules/label_join.hpp"
#include "rules/metrics.hpp"
#include "rules/order.hpp"
#include "rules/outcome.hpp"
#include "rules/population.hpp"
#include "rules/rounds.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace leakgate {

namespace {

using namespace rules;

class Engine
{
public:
  Engine(const Evidence& evidence, const Policy& policy)
      : m_evidence(evidence), m_policy(policy), m_sources(evidence.roots)
  {
  }

  Verdict
  judge()
  {
    m_verdict.go_version = m_evidence.go_version;
    m_verdict.run = m_evidence.run;
    m_verdict.roots = m_evidence.roots;
    m_verdict.problems = m_evidence.problems;
    for (const auto& [import_path, sources] : packages()) {
      judge_package(import_path, sources);
    }
    sort_findings(m_verdict.findings);
    for (auto& [id, hit] : m_hits) {
      m_verdict.allowed.push_back(std::move(hit));
    }
    m_verdict.metrics = m_metrics.values();
    decide_outcome(m_verdict);
    return std::move(m_verdict);
  }

private:
  // What belongs to one package. Two snapshots may come without a run, and a run may
  // start the tests of a package more than once.
  struct Sources
  {
    const PackageRun* run = nullptr;
    std::vector<const PackageEvidence*> processes;
  };

  std::map<std::string, Sources>
  packages() const
  {
    std::map<std::string, Sources> packages;
    for (const PackageRun& run : m_evidence.run.packages) {
      packages[run.import_path].run = &run;
    }
    for (const PackageEvidence& evidence : m_evidence.packages) {
      packages[evidence.import_path].processes.push_back(&evidence);
    }
    return packages;
  }

  void judge_package(const std::string& import_path, const Sources& sources);
  Population judge_process(const PackageEvidence& evidence, const TestNames& names,
                           StackTable& stacks, PackageVerdict& package);
  void count_allowed(const std::vector<Cluster>& clusters);

  const Evidence& m_evidence;
  const Policy& m_policy;
  SourceNames m_sources;
  Metrics m_metrics;
  std::map<std::string, AllowHit> m_hits;
  Verdict m_verdict;
};

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

template <typename Predicate>
std::int64_t
remove_if(Population& population, Predicate predicate)
{
  std::int64_t removed = 0;
  std::erase_if(population.subjects, [&](const Subject& subject) {
    const bool matches = predicate(subject);
    removed += matches ? subject.count : 0;
    return matches;
  });
  return removed;
}

// The life of one snapshot, a line a stage; what is left over are the leaks.
Population
Engine::judge_process(const PackageEvidence& evidence, const TestNames& names, StackTable& stacks,
                      PackageVerdict& package)
{
  const Snapshot* before = evidence.before ? &*evidence.before : nullptr;
  Population population = take_population(*evidence.after);
  Ledger& ledger = package.ledger;
  ledger.seen += population.seen;
  m_metrics.add_process(evidence, population.seen, count_states(population, package.states));
  ledger.in_before += remove_known(population, before);
  for (Subject& subject : population.subjects) {
    subject.stack = stacks.index_of(*subject.goroutine);
  }
  ledger.runtime += remove_if(population, [&](const Subject& subject) {
    return !stacks.facts(subject.stack).own_reason.empty();
  });
  join_labels(population, before, *evidence.after, names);
  attribute_tests(population, names);
  for (Subject& subject : population.subjects) {
    subject.allow = stacks.facts(subject.stack).allow;
  }
  const CutOff cut_off(evidence, names);
  ledger.runtime += remove_if(population, [&](const Subject& subject) {
    return cut_off.covers(*subject.goroutine, subject.test.view());
  });
  return population;
}

void
Engine::judge_package(const std::string& import_path, const Sources& sources)
{
  const TestNames names(import_path, sources.run);
  PackageVerdict package;
  package.import_path = import_path;
  package.end = sources.run == nullptr ? PackageEnd::unfinished : sources.run->end;
  package.note = unjudged_note(package.end, nullptr);

  StackTable stacks(m_policy);
  std::vector<Population> populations;
  std::vector<Subject> subjects;
  for (const PackageEvidence* evidence : sources.processes) {
    std::ranges::copy(evidence->problems, std::back_inserter(m_verdict.problems));
    describe(package, *evidence);
    package.note = unjudged_note(package.end, evidence);
    if (!package.note.empty()) {
      continue;
    }
    package.judged = true;
    if (evidence->source == EvidenceSource::crash) {
      package.note = "judged from the goroutine dump of the crash: only goroutines of tests that "
                     "had finished count";
    }
    package.heap = heap_summary(*evidence, m_sources);
    populations.push_back(judge_process(*evidence, names, stacks, package));
    std::ranges::copy(populations.back().subjects, std::back_inserter(subjects));
  }

  const std::vector<Cluster> clusters = cluster_subjects(subjects, stacks, m_sources);
  std::vector<Finding> findings =
      make_findings(clusters, {import_path, m_policy, names, m_sources}, package.ledger);
  if (sources.processes.size() == 1) {
    auto rounds = growth_per_round(clusters, *sources.processes.front());
    for (std::size_t i = 0; i < findings.size(); ++i) {
      findings[i].rounds = std::move(rounds[i]);
    }
  }
  count_allowed(clusters);
  m_metrics.add_reported(package.ledger.reported);
  m_verdict.ledger += package.ledger;
  std::ranges::move(findings, std::back_inserter(m_verdict.findings));
  m_verdict.packages.push_back(std::move(package));
}

void
Engine::count_allowed(const std::vector<Cluster>& clusters)
{
  for (const Cluster& cluster : clusters) {
    if (cluster.allow == nullptr) {
      continue;
    }
    AllowHit& hit = m_hits[cluster.allow->id];
    hit.id = cluster.allow->id;
    hit.reason = cluster.allow->reason;
    hit.count += cluster.count;
  }
}

} // namespace

Verdict
evaluate(const Evidence& evidence, const Policy& policy, const SourceLine& source_line)
{
  static_cast<void>(source_line);
  return Engine(evidence, policy).judge();
}

} // namespace leakgate
