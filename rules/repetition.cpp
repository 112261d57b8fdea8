#include "rules/repetition.hpp"

#include "rules/allow_list.hpp"
#include "rules/attribution.hpp"
#include "rules/counterparts.hpp"
#include "rules/label_join.hpp"
#include "rules/newcomers.hpp"
#include "rules/population.hpp"
#include "rules/rounds.hpp"
#include "rules/stack_table.hpp"
#include "rules/test_names.hpp"
#include "rules/tiers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace leakgate::rules {

namespace {

// How a test ended when it ran alone, over all rounds.
struct Ended
{
  bool ran = false;
  bool failed = false;
  bool skipped = false;
};

// The repetition of one package.
struct Rerun
{
  const PackageRun* run = nullptr;
  const PackageEvidence* evidence = nullptr;
  std::unordered_map<std::string_view, Ended> tests; ///< by full name
};

Rerun
find_rerun(const Repetition& repetition, std::string_view import_path)
{
  Rerun out;
  const auto run =
      std::ranges::find(repetition.run.packages, import_path, &PackageRun::import_path);
  if (run != repetition.run.packages.end()) {
    out.run = &*run;
    // Each round of a test stands in there on its own.
    for (const TestCase& test : run->tests) {
      Ended& ended = out.tests[test.name];
      ended.ran = true;
      ended.failed = ended.failed || test.outcome == TestOutcome::fail;
      ended.skipped = ended.skipped || test.outcome == TestOutcome::skip;
    }
  }
  const auto evidence =
      std::ranges::find(repetition.packages, import_path, &PackageEvidence::import_path);
  if (evidence != repetition.packages.end() && evidence->after &&
      evidence->source != EvidenceSource::crash) {
    out.evidence = &*evidence;
  }
  return out;
}

// The stages of the first run, as far as they decide what is there. What is allowed does
// not matter: an allowed cluster of the first run is found again like any other.
Population
judge(const Rerun& rerun, std::string_view import_path, StackTable& stacks)
{
  const TestNames names(import_path, rerun.run);
  const Snapshot* before = rerun.evidence->before ? &*rerun.evidence->before : nullptr;
  Population population = take_population(*rerun.evidence->after);
  static_cast<void>(remove_known(population, before));
  for (Subject& subject : population.subjects) {
    subject.stack = stacks.index_of(*subject.goroutine);
  }
  std::erase_if(population.subjects, [&](const Subject& subject) {
    return !stacks.facts(subject.stack).own_reason.empty();
  });
  join_labels(population, before, *rerun.evidence->after, names);
  attribute_tests(population, names);
  return population;
}

// The tests of a cluster taken together.
Ended
ended(const std::set<std::string_view>& tests, const Rerun& rerun)
{
  Ended out;
  for (const std::string_view test : tests) {
    if (const auto found = rerun.tests.find(test); found != rerun.tests.end()) {
      out.ran = true;
      out.failed = out.failed || found->second.failed;
      out.skipped = out.skipped || found->second.skipped;
    }
  }
  return out;
}

// Why a cluster cannot have been repeated at all; empty when it can.
std::string
not_repeatable(const std::set<std::string_view>& tests)
{
  if (tests.empty()) {
    return "not repeated: no test started it";
  }
  if (std::ranges::any_of(tests, [](auto test) { return test.starts_with("Test"); })) {
    return {};
  }
  return tests.begin()->starts_with("Example")
             ? "not repeated: examples run once whatever -count says"
             : "not repeated: only tests are";
}

// Why there is nothing to look at for a cluster, if there is nothing; an empty reason
// where its tests were not meant to run again.
std::optional<std::string>
obstacle(const Cluster& cluster, const Repetition& repetition, const Rerun& rerun)
{
  const std::set<std::string_view> tests = top_level_tests(cluster);
  if (std::string why = not_repeatable(tests); !why.empty()) {
    return why;
  }
  auto [ran, failed, skipped] = ended(tests, rerun);
  // A subtest may be skipped while the test that holds it passes.
  for (const auto& [test, count] : cluster.tests) {
    const auto own = rerun.tests.find(test.view());
    skipped = skipped || (own != rerun.tests.end() && own->second.skipped);
  }
  if (failed || skipped) {
    return fmt::format("its test {} when it ran alone {} times: judged from the first run",
                       failed ? "failed" : "was skipped", repetition.rounds);
  }
  if ((!ran || rerun.evidence == nullptr) && !repetition.note.empty()) {
    return fmt::format("not repeated: {}", repetition.note);
  }
  if (!ran) {
    return "";
  }
  if (rerun.evidence == nullptr) {
    return "its test process did not come to its end when it ran alone: judged from the first run";
  }
  if (rerun.evidence->rounds.size() < 2) {
    return "only one round ran when its test ran alone: judged from the first run";
  }
  return std::nullopt;
}

std::string
unlike_any(const std::vector<std::int64_t>& rounds)
{
  return fmt::format("neither every round added some nor the first alone ({:+}): judged from "
                     "the first run",
                     fmt::join(rounds, " "));
}

// What was found again, as one.
struct Sum
{
  std::vector<std::int64_t> rounds;
  bool ambiguous = false;
};

Sum
sum_of(const std::set<std::size_t>& found, const std::vector<RoundGrowth>& growth)
{
  Sum sum;
  for (const std::size_t i : found) {
    sum.ambiguous = sum.ambiguous || growth[i].ambiguous;
    sum.rounds.resize(std::max(sum.rounds.size(), growth[i].rounds.size()), 0);
    for (std::size_t round = 0; round < growth[i].rounds.size(); ++round) {
      sum.rounds[round] += growth[i].rounds[round];
    }
  }
  if (sum.ambiguous) {
    sum.rounds.clear();
  }
  return sum;
}

Repeated
repeated_of(const Cluster& cluster, const std::set<std::size_t>& found,
            const std::vector<RoundGrowth>& growth, bool by_dump)
{
  if (found.empty()) {
    const bool findable = by_dump && cluster.representative.goroutine->id != 0;
    return {{},
            findable ? "no leak when its test ran alone: judged from the first run"
                     : "too many goroutines for a dump, so it is not found again: judged from "
                       "the first run"};
  }
  Sum sum = sum_of(found, growth);
  if (sum.ambiguous) {
    return {{}, "cannot be told from another leak in a profile: judged from the first run"};
  }
  if (sum.rounds.empty()) {
    return {{}, "no round shows it when its test ran alone: judged from the first run"};
  }
  std::string note = tier_of_rounds(sum.rounds) == Tier::lingering ? unlike_any(sum.rounds) : "";
  return {std::move(sum.rounds), std::move(note)};
}

// A goroutine that is started once was there once in the first run, and its test leaves
// nothing else behind when it runs again.
void
contradict(Repeated& repeated, const Cluster& cluster, const Newcomers& newcomers)
{
  if (tier_of_rounds(repeated.rounds) != Tier::one_time) {
    return;
  }
  if (cluster.count > repeated.rounds.front()) {
    repeated.note = fmt::format("{} in the first run, {} when its tests ran alone: judged from the "
                                "first run",
                                cluster.count, repeated.rounds.front());
  } else if (newcomers.speak_against(cluster)) {
    repeated.note = "its test left others behind in later rounds: judged from the first run";
  }
  repeated.contradicted = !repeated.note.empty();
}

} // namespace

std::vector<Repeated>
repeated_growth(const std::vector<Cluster>& clusters, std::string_view import_path,
                const Repetition& repetition, SourceNames& sources)
{
  const Rerun rerun = find_rerun(repetition, import_path);
  const Policy nothing;
  const SourceRoots nowhere;
  const AllowList allow(nothing, nowhere, import_path);
  StackTable stacks(allow);
  Population population;
  std::vector<Cluster> again;
  std::vector<RoundGrowth> growth;
  if (rerun.evidence != nullptr) {
    population = judge(rerun, import_path, stacks);
    again = cluster_subjects(population.subjects, stacks, sources);
    growth = growth_in_rounds(again, *rerun.evidence);
  }
  const Counterparts counterparts(again);
  std::set<std::size_t> known;
  for (const Cluster& cluster : clusters) {
    known.merge(counterparts.of(cluster));
  }
  const Newcomers newcomers(again, growth, known, sources);
  std::vector<Repeated> out;
  out.reserve(clusters.size());
  for (const Cluster& cluster : clusters) {
    const std::optional<std::string> why = obstacle(cluster, repetition, rerun);
    Repeated repeated =
        why ? Repeated{{}, *why}
            : repeated_of(cluster, counterparts.of(cluster), growth, population.has_ids);
    contradict(repeated, cluster, newcomers);
    if (cluster.allow != nullptr || cluster.proven == cluster.count) {
      repeated.note.clear();
    }
    out.push_back(std::move(repeated));
  }
  return out;
}

} // namespace leakgate::rules
