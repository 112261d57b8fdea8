#include "rules/rounds/confirmation.hpp"

#include "rules/rounds/lone_processes.hpp"
#include "rules/rounds/obstacle.hpp"
#include "rules/rounds/process.hpp"
#include "rules/rounds/tiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace leakgate::rules {

namespace {

std::string
unlike_any(const std::vector<std::int64_t>& rounds)
{
  const auto some = std::ranges::count_if(rounds, [](std::int64_t added) { return added > 0; });
  return fmt::format("came back in {} of {} rounds, which decides nothing: judged from the first "
                     "run",
                     some, rounds.size());
}

ShownRounds
unknown(std::string note)
{
  ShownRounds out;
  out.note = std::move(note);
  return out;
}

ShownRounds
shown_by(RoundCount count)
{
  ShownRounds out;
  out.rounds = std::move(count.rounds);
  out.ends_by_itself = count.ends_by_itself;
  out.ends_after_ms = count.ends_after_ms;
  out.replaced = count.replaced;
  return out;
}

// What was there once is said to be so, unless something speaks against it.
void
contradict(ShownRounds& shown, std::int64_t first, std::size_t cluster, const Name& test,
           const RoundsProcess& process)
{
  if (tier_of_rounds(shown.rounds) != Tier::one_time) {
    return;
  }
  if (!process.started_once_by_all(cluster) && first > shown.rounds.front()) {
    shown.note = fmt::format("{} in the first run, {} when its tests ran alone: judged from the "
                             "first run",
                             first, shown.rounds.front());
  } else if (process.brings_others(top_level_test(test.view()))) {
    shown.note = "its test left others behind in later rounds: judged from the first run";
  }
  shown.contradicted = !shown.note.empty();
}

// A test that left nothing this time: another one may have started, as the first to come, what
// is started once.
ShownRounds
left_nothing(std::size_t cluster, std::int64_t first, const Name& test,
             const RoundsProcess& process, std::size_t rounds)
{
  if (!process.started_once_by_all(cluster) &&
      process.started_once_by_others(cluster, test) < first) {
    return unknown("no leak when its test ran alone: judged from the first run");
  }
  ShownRounds out = unknown("another test started it this time");
  out.rounds.assign(rounds, 0);
  out.rounds.front() = first;
  return out;
}

// What the rounds show, with what speaks against it.
ShownRounds
weighed(RoundCount count, std::int64_t first, std::size_t cluster, const Name& test,
        const RoundsProcess& process, const Ended& how, int rounds)
{
  ShownRounds out = shown_by(std::move(count));
  const Tier tier = tier_of_rounds(out.rounds);
  if (out.ends_by_itself || out.replaced) {
    const bool told = !out.ends_by_itself && tier != Tier::growing;
    out.note = told ? "what one round left was gone after the next" : "";
    return out;
  }
  // A test that was skipped in a round may have left less in it, never more.
  if (tier != Tier::growing && how.skipped) {
    return unknown(fmt::format(
        "its test was skipped when it ran alone {} times: judged from the first run", rounds));
  }
  if (tier == Tier::lingering) {
    out.note = unlike_any(out.rounds);
  }
  contradict(out, first, cluster, test, process);
  return out;
}

// Where rounds in one process are impossible, processes of their own may tell.
ShownRounds
without_rounds(std::size_t cluster, const Name& test, Obstacle obstacle, const LoneProcesses& lone)
{
  ShownRounds out = unknown(std::move(obstacle.why));
  if (obstacle.not_twice) {
    LoneProcesses::Answer answer = lone.ask(cluster, test.view());
    out.once_a_process = answer.once;
    if (!answer.note.empty()) {
      out.note = std::move(answer.note);
    }
  }
  return out;
}

ShownRounds
by_processes(std::size_t cluster, std::int64_t first, const Name& test,
             std::string_view import_path, const RoundsProcess& process, const LoneProcesses& lone,
             const Confirmation& confirmation, const Rerun& rerun)
{
  if (auto why = obstacle(test.view(), import_path, confirmation, rerun)) {
    return without_rounds(cluster, test, std::move(*why), lone);
  }
  if (process.ambiguous(cluster)) {
    return unknown("two leaks share this stack, so rounds cannot be counted for each: judged from "
                   "the first run");
  }
  RoundCount count = process.count(cluster, test);
  if (!count.met) {
    return left_nothing(cluster, first, test, process, rerun.evidence->rounds.size());
  }
  if (std::string why = process.why_unlike(count, cluster, test, rerun.waited_ms); !why.empty()) {
    return unknown(std::move(why));
  }
  return weighed(std::move(count), first, cluster, test, process, ended(test.view(), rerun),
                 confirmation.rounds);
}

} // namespace

std::vector<ShownByTest>
confirmed_growth(const std::vector<Cluster>& clusters, std::string_view import_path,
                 const Confirmation& confirmation, std::int64_t waited_ms, SourceNames& sources,
                 const SourceLine& source_line, const StartedOnce& started_once)
{
  Rerun rerun = find_rerun(confirmation, import_path);
  rerun.waited_ms = waited_ms;
  static const PackageEvidence k_none = [] {
    PackageEvidence none;
    none.after.emplace();
    return none;
  }();
  const RoundsProcess process(rerun.evidence == nullptr ? k_none : *rerun.evidence, rerun.run,
                              import_path, clusters, sources, source_line);
  const LoneProcesses lone(confirmation, import_path, clusters, sources, source_line, started_once);
  std::vector<ShownByTest> out(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const auto& [test, share] : clusters[i].tests) {
      out[i].emplace(test, by_processes(i, share.count, test, import_path, process, lone,
                                        confirmation, rerun));
    }
  }
  return out;
}

void
add_what_source_says(const std::vector<Cluster>& clusters, const std::vector<ShownByTest>& own,
                     const StartedOnce& started_once, std::vector<ShownByTest>& confirmed)
{
  constexpr std::string_view k_judged = ": judged from the first run";
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const auto& [test, share] : clusters[i].tests) {
      ShownRounds& shown = confirmed[i][test];
      if (shown.once_a_process || !shown.rounds.empty() || own[i].contains(test)) {
        continue;
      }
      const std::string once = started_once.note(*share.representative.goroutine);
      if (once.empty()) {
        continue;
      }
      std::string_view why = shown.note;
      why.remove_suffix(why.ends_with(k_judged) ? k_judged.size() : 0);
      shown.note = why.empty() ? once : fmt::format("{}; {}", why, once);
      shown.once_a_process = true;
    }
  }
}

std::vector<ShownByTest>
own_growth(const std::vector<Cluster>& clusters, std::string_view import_path,
           const PackageEvidence& evidence, const PackageRun* run, SourceNames& sources,
           const SourceLine& source_line)
{
  std::vector<ShownByTest> out(clusters.size());
  if (evidence.rounds.size() < 2 || !evidence.after) {
    return out;
  }
  const RoundsProcess process(evidence, run, import_path, clusters, sources, source_line);
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const auto& [test, share] : clusters[i].tests) {
      RoundCount count = process.count(i, test);
      if (count.met) {
        out[i].emplace(test, shown_by(std::move(count)));
      }
    }
  }
  return out;
}

} // namespace leakgate::rules
