#include "rules/findings.hpp"

#include "rules/attribution.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace leakgate::rules {

namespace {

constexpr const char* k_rule = "goroutine-leak";

// The innermost line of code that is not Go's own. Where all is Go's own the outermost
// says most: `net/http.(*persistConn).readLoop` rather than `internal/poll.runtime_pollWait`.
Place
blocked_place(const Goroutine& goroutine, SourceNames& sources)
{
  if (goroutine.frames.empty()) {
    return {};
  }
  const auto user = std::ranges::find_if(
      goroutine.frames, [&](const Frame& frame) { return !sources.is_standard(frame); });
  return sources.place(user == goroutine.frames.end() ? goroutine.frames.back() : *user);
}

void
dispose(Finding& finding, const Cluster& cluster, const Policy& policy, Ledger& ledger)
{
  if (cluster.allow != nullptr) {
    finding.disposition = Disposition::allowed;
    finding.disposition_reason = fmt::format("{}: {}", cluster.allow->id, cluster.allow->reason);
    ledger.allowed += cluster.count;
  } else if (finding.tier < policy.fail_tier) {
    finding.disposition = Disposition::below_threshold;
    finding.disposition_reason =
        fmt::format("tier {} is weaker than {}, from which on the gate fails",
                    to_string(finding.tier), to_string(policy.fail_tier));
    ledger.below_threshold += cluster.count;
  } else {
    ledger.reported += cluster.count;
  }
}

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

// In Go's words how the cluster waits, also where its representative was caught running.
std::string
state_of(const Cluster& cluster)
{
  const Goroutine& face = *cluster.representative.goroutine;
  const bool caught_running = face.wait == Wait::running || face.wait == Wait::runnable;
  if (!caught_running || cluster.wait == Wait::running) {
    return face.state;
  }
  const auto waiting = std::ranges::find_if(cluster.stacks, [](const Goroutine* goroutine) {
    return goroutine->wait != Wait::running && goroutine->wait != Wait::runnable;
  });
  return waiting == cluster.stacks.end() ? face.state : (*waiting)->state;
}

Finding
make_finding(const Cluster& cluster, const FindingContext& context, Ledger& ledger)
{
  const Goroutine& goroutine = *cluster.representative.goroutine;
  Finding finding;
  finding.rule = k_rule;
  finding.tier = cluster.proven == cluster.count ? Tier::proven : Tier::lingering;
  finding.package = context.package;
  finding.leakers = leakers_of(cluster);
  finding.test = cluster.representative.test.str();
  finding.attribution = cluster.representative.by;
  finding.phase = phase_of(goroutine, finding.test);
  finding.count = cluster.count;
  finding.state = state_of(cluster);
  finding.wait = cluster.wait;
  finding.at = test_place(goroutine, finding.test, finding.phase, context.names, context.sources,
                          context.package);
  if (goroutine.created_by) {
    finding.started = context.sources.place(*goroutine.created_by);
  }
  finding.blocked = blocked_place(goroutine, context.sources);
  finding.stack = goroutine.frames;
  finding.ancestors = goroutine.ancestors;
  const Wording wording = wording_for(goroutine, cluster.wait);
  finding.severity = wording.severity;
  finding.message =
      message_for(wording, finding.state, cluster.wait, cluster.proven, cluster.count);
  finding.help = fmt::format("{}: {}", wording.why, wording.help);
  dispose(finding, cluster, context.policy, ledger);
  return finding;
}

// Several places of a package may leak in the same way: their order in the source
// tells them apart.
void
assign_fingerprints(const std::vector<Cluster>& clusters, const FindingContext& context,
                    std::vector<Finding>& findings)
{
  std::map<std::string, std::vector<std::size_t>> same;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    same[fingerprint(k_rule, context.package, clusters[i].signature, 0)].push_back(i);
  }
  const auto place_key = [](const Place& place) { return std::tie(place.file, place.line); };
  const auto less = [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t i) {
      return std::tuple_cat(
          place_key(findings[i].started), place_key(findings[i].blocked),
          std::tie(clusters[i].variant.functions, findings[i].disposition_reason));
    };
    return key(a) < key(b);
  };
  for (auto& [first, members] : same) {
    std::ranges::sort(members, less);
    for (std::size_t ordinal = 0; ordinal < members.size(); ++ordinal) {
      const std::size_t i = members[ordinal];
      findings[i].fingerprint =
          ordinal == 0 ? first
                       : fingerprint(k_rule, context.package, clusters[i].signature, ordinal);
    }
  }
}

} // namespace

std::vector<Finding>
make_findings(const std::vector<Cluster>& clusters, const FindingContext& context, Ledger& ledger)
{
  std::vector<Finding> findings;
  findings.reserve(clusters.size());
  for (const Cluster& cluster : clusters) {
    findings.push_back(make_finding(cluster, context, ledger));
  }
  assign_fingerprints(clusters, context, findings);
  return findings;
}

} // namespace leakgate::rules
