#include "rules/findings.hpp"

#include "rules/attribution.hpp"
#include "rules/blocked_place.hpp"
#include "rules/called_place.hpp"
#include "rules/fingerprints.hpp"
#include "rules/rule_finding.hpp"
#include "rules/statement.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <utility>

namespace leakgate::rules {

namespace {

std::vector<Leaker>
leakers_of(const Cluster& cluster)
{
  std::vector<Leaker> leakers;
  for (const auto& [test, count] : cluster.tests) {
    leakers.push_back({test.str(), count});
  }
  std::ranges::sort(leakers, {}, &Leaker::test);
  return leakers;
}

// The goroutine that shows how the cluster waits, also where its representative was
// caught running.
const Goroutine&
waiting_one(const Cluster& cluster)
{
  const Goroutine& face = *cluster.representative.goroutine;
  if (!is_running(face.wait) || cluster.wait == Wait::running) {
    return face;
  }
  const auto waiting = std::ranges::find_if(
      cluster.stacks, [&](const Goroutine* goroutine) { return !is_running(goroutine->wait); });
  return waiting == cluster.stacks.end() ? face : **waiting;
}

// The most goroutines that one run of one test left; of all tests where none is known. The
// iterations of a benchmark are as many runs, so those of a benchmark say nothing.
std::int64_t
most_of_one_test(const Finding& finding, std::int64_t rounds)
{
  std::int64_t most = finding.leakers.empty() ? finding.count : 0;
  for (const Leaker& leaker : finding.leakers) {
    most = std::max(most, leaker.test.starts_with("Benchmark") ? 0 : leaker.count);
  }
  return std::max<std::int64_t>(1, most / std::max<std::int64_t>(1, rounds));
}

void
explain(Finding& finding, const Cluster& cluster, const FindingContext& context)
{
  const PatternSubject subject{
      waiting_one(cluster),
      cluster.wait,
      finding.package,
      finding.test,
      context.source_line ? statement_at(context.source_line, finding.blocked) : "",
      most_of_one_test(finding, context.rounds)};
  const auto [pattern, reason] = context.patterns.choose(subject);
  finding.rule = pattern->rule.id;
  finding.rule_reason = reason;
  finding.severity = pattern->rule.severity;
  finding.help = help_of(pattern->rule);
  finding.message =
      message_for(pattern->subject, finding.state, cluster.wait, cluster.proven, cluster.count);
}

Finding
make_finding(const Cluster& cluster, const FindingContext& context)
{
  const Goroutine& goroutine = *cluster.representative.goroutine;
  Finding finding;
  finding.package = context.package;
  finding.leakers = leakers_of(cluster);
  finding.test = cluster.representative.test.str();
  finding.attribution = cluster.representative.by;
  finding.phase = phase_of(goroutine, finding.test);
  finding.count = cluster.count;
  finding.state = waiting_one(cluster).state;
  finding.wait = cluster.wait;
  finding.at = test_place(goroutine, finding.test, finding.phase, context.names, context.sources,
                          context.package);
  if (goroutine.created_by) {
    finding.started = context.sources.place(*goroutine.created_by);
  }
  finding.called = called_place(goroutine, context.sources);
  finding.blocked = blocked_place(goroutine, context.sources);
  finding.stack = goroutine.frames;
  finding.ancestors = goroutine.ancestors;
  explain(finding, cluster, context);
  return finding;
}

} // namespace

std::vector<Judged>
make_findings(const std::vector<Cluster>& clusters, const FindingContext& context)
{
  std::vector<Finding> findings;
  findings.reserve(clusters.size());
  for (const Cluster& cluster : clusters) {
    findings.push_back(make_finding(cluster, context));
  }
  assign_fingerprints(clusters, context.package, context.sources, findings);
  std::vector<Judged> leaks;
  leaks.reserve(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    leaks.push_back({std::move(findings[i]), clusters[i].allow});
  }
  return leaks;
}

} // namespace leakgate::rules
