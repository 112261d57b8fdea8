#include "rules/findings/findings.hpp"

#include "rules/clusters/cluster.hpp"
#include "rules/clusters/led_there.hpp"
#include "rules/findings/advice.hpp"
#include "rules/findings/blocked_code.hpp"
#include "rules/findings/code_for_tests.hpp"
#include "rules/findings/leading_tests.hpp"
#include "rules/findings/wording.hpp"
#include "rules/names/symbol.hpp"
#include "rules/population/attribution.hpp"
#include "rules/population/timer_line.hpp"
#include "rules/rounds/leakers.hpp"
#include "rules/source/function_source.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/profile_stacks.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace leakgate::rules {

namespace {

// The goroutine that shows how the cluster waits: the one that stands for it, unless that was
// caught running.
const Goroutine&
waiting_one(const Cluster& cluster, const Goroutine& own)
{
  return is_running(own.wait) && cluster.wait != Wait::running ? cluster.face() : own;
}

// A goroutine that never waits was met somewhere in its loop, by chance: the loop itself is
// the place.
Place
busy_place(const Goroutine& goroutine, const FindingContext& context)
{
  const auto& frames = goroutine.frames;
  for (auto frame = frames.rbegin(); context.source_line && frame != frames.rend(); ++frame) {
    if (context.sources.is_standard(*frame)) {
      continue;
    }
    Place place = context.sources.place(*frame);
    if (const int line = line_of_loop(context.source_line, place); line > 0) {
      place.line = line;
      return place;
    }
  }
  return blocked_place(goroutine, context.sources);
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

// The goroutine that stands for the finding: of its first leaker.
const Suspect&
representative_of(const Finding& finding, const Cluster& cluster)
{
  const auto share = cluster.tests.find(Name(finding.test));
  return share == cluster.tests.end() ? cluster.representative : share->second.representative;
}

// Each place is asked about: a pattern of the user's may be about any of them.
std::vector<PatternInput>
pattern_inputs(const Finding& finding, const Cluster& cluster, GoroutineCode code_of_face,
               const FindingContext& context)
{
  const std::int64_t most = most_of_one_test(finding, context.rounds);
  const auto input = [&](const Goroutine& goroutine, Wait wait, GoroutineCode code) {
    return PatternInput{goroutine,
                        wait,
                        finding.package,
                        representative_of(finding, cluster).ran.view(),
                        std::move(code.statement),
                        most,
                        std::move(code.code)};
  };
  std::vector<PatternInput> inputs{input(cluster.face(), cluster.wait, std::move(code_of_face))};
  for (const ClusterVariant& place : cluster.variants) {
    if (cluster.moving && place.representative != &cluster.face()) {
      inputs.push_back(
          input(*place.representative, place.wait,
                code_of(*place.representative, place.wait, context.facts_at, context.sources)));
    }
  }
  return inputs;
}

// What a finalizer is of, where it is a method of that: `finalizer of *cache.Entry`.
std::string
with_object(const std::string& subject, const Goroutine& goroutine)
{
  const auto& frames = goroutine.frames;
  const auto called = std::find_if(frames.rbegin(), frames.rend(), [](const Frame& frame) {
    return !is_runtime_function(frame.function.view());
  });
  if (goroutine.created_by || called == frames.rend() || called == frames.rbegin()) {
    return subject;
  }
  const Symbol symbol = split_symbol(called->function.view());
  const std::string_view type = receiver_of(symbol.name);
  if (type.empty() || name_parts(symbol.name).size() != 2) {
    return subject;
  }
  const std::string_view package = symbol.package.substr(symbol.package.rfind('/') + 1);
  return fmt::format("{} of *{}.{}", subject, package, type);
}

constexpr std::size_t k_most_tests = 60; // are asked by which other lines they led there

const Failure*
failure_of(std::string_view test, const FindingContext& context)
{
  const std::vector<PackageRun> none;
  const std::vector<PackageRun>& packages = context.run == nullptr ? none : context.run->packages;
  const auto package = std::ranges::find(packages, context.package, &PackageRun::import_path);
  if (package == packages.end() || test.empty()) {
    return nullptr;
  }
  const auto found = std::ranges::find(package->failures, test, &Failure::test);
  return found == package->failures.end() || found->line == 0 ? nullptr : &*found;
}

// Whether the function around the place goes on to that line.
bool
goes_on_to(const Place& place, const Failure& failure, const SourceLine& source_line)
{
  if (!source_line || place.file != failure.file || place.line >= failure.line) {
    return false;
  }
  const FunctionSource source = function_around(source_line, place);
  return std::ranges::find(source.body, failure.line, &CodeLine::number) != source.body.end();
}

// The line inside of the helper in which the test failed: what stands behind the call of that
// never ran.
Place
failed_inside(const Finding& finding, const Goroutine& goroutine, const FindingContext& context)
{
  const Failure* failure = failure_of(finding.test, context);
  bool called = false; // from the line of the test on
  bool failed = false;
  for (const Frame& frame : frames_from_test(goroutine)) {
    if (failure == nullptr || !context.sources.file(frame).test) {
      continue;
    }
    Place place = context.sources.place(frame);
    if (failed || (called && goes_on_to(place, *failure, context.source_line))) {
      return place;
    }
    called = called || (place.file == finding.at.file && place.line == finding.at.line);
    failed = called && place.file == failure->file && place.line == failure->line;
  }
  return {};
}

// All tests that came through one helper are mended there, others each at its own line.
EditPlace
edit_place(const Finding& finding, const Cluster& cluster, const FindingContext& context)
{
  SourceNames& sources = context.sources;
  const Place* loop = cluster.wait == Wait::running ? &finding.blocked : nullptr;
  if (finding.through.known()) {
    return {finding.test, &finding.through, {}, loop};
  }
  EditPlace edit{finding.test, &finding.at, {}, loop};
  edit.inside = failed_inside(finding, *representative_of(finding, cluster).goroutine, context);
  for (const Leaker& leaker : finding.leakers) {
    const auto share = cluster.tests.find(Name(leaker.test));
    const Goroutine* one =
        share == cluster.tests.end() ? nullptr : share->second.representative.goroutine;
    edit.others.push_back({&leaker.at, one, leaker.test});
    if (one == nullptr || edit.others.size() > k_most_tests) {
      continue;
    }
    for (const Goroutine* other : led_there_otherwise(cluster.members, *one, leaker.at, sources)) {
      edit.others.push_back({&leaker.at, other, leaker.test, true});
    }
  }
  return edit;
}

// What another test closes by hand is a channel of its own.
void
drop_other_tests(std::vector<WayOut>& exits, const std::vector<Leaker>& leakers)
{
  const auto of_another_test = [&](const Place& at) {
    const bool test = at.file.ends_with("_test.go") &&
                      (at.function.starts_with("Test") || at.function.starts_with("Benchmark") ||
                       at.function.starts_with("Fuzz") || at.function.starts_with("Example"));
    return test && std::ranges::none_of(leakers, [&](const Leaker& leaker) {
             return top_level_test(leaker.test) == at.function;
           });
  };
  for (WayOut& way : exits) {
    std::erase_if(way.closed, of_another_test);
  }
}

void
explain(Finding& finding, const Cluster& cluster, const FindingContext& context)
{
  GoroutineCode code = code_of(cluster.face(), cluster.wait, context.facts_at, context.sources);
  finding.exits = ways_out(code, context.sources);
  drop_other_tests(finding.exits, finding.leakers);
  const BlockedCode blocked = code.code;
  const auto [pattern, reason] =
      context.patterns.choose(pattern_inputs(finding, cluster, std::move(code), context));
  finding.rule = pattern->rule.id;
  finding.rule_reason = reason;
  finding.severity = pattern->rule.severity;
  Advice advice =
      advice_for(*pattern, blocked, *representative_of(finding, cluster).goroutine,
                 edit_place(finding, cluster, context), context.facts_at, context.sources);
  finding.why = std::move(advice.why);
  finding.fix = std::move(advice.fix);
  finding.message = message_for(with_object(pattern->subject, cluster.face()), finding.state,
                                cluster.wait, cluster.moving, cluster.proven, cluster.count);
}

Place
line_of_test(const Suspect& suspect, const FindingContext& context)
{
  const std::string_view test = suspect.test.view();
  return test_place(*suspect.goroutine, test, phase_of(*suspect.goroutine, test),
                    {context.names, context.sources, context.package, context.source_line});
}

Finding
make_finding(const Cluster& cluster, std::vector<Leaker> leakers, const FindingContext& context)
{
  Finding finding;
  finding.package = context.package;
  for (Leaker& leaker : leakers) {
    leaker.at = line_of_test(cluster.tests.at(Name(leaker.test)).representative, context);
  }
  prefer_lines(leakers);
  set_leakers(finding, std::move(leakers));
  lead_with_largest_group(finding, cluster, context.fail_tier, context.sources);
  finding.through = shared_helper(finding.leakers, cluster, context.package, context.sources);
  const Suspect& suspect = representative_of(finding, cluster);
  const Goroutine& goroutine = *suspect.goroutine;
  const Goroutine& face = cluster.moving ? cluster.face() : waiting_one(cluster, goroutine);
  finding.attribution = suspect.by;
  finding.phase = phase_of(goroutine, finding.test);
  finding.count = cluster.count;
  finding.state = face.state;
  finding.wait = cluster.wait;
  finding.moving = cluster.moving;
  finding.parked = cluster.parked;
  finding.at = line_of_test(suspect, context);
  if (goroutine.created_by) {
    finding.started = context.sources.place(*goroutine.created_by);
  }
  finding.called = called_place(goroutine, context.sources);
  if (!finding.called.known()) {
    finding.called = call_into_library(face, context.sources);
  }
  if (!finding.called.known()) {
    finding.called = timer_place(goroutine, context.sources, context.source_line);
  }
  finding.blocked = cluster.wait == Wait::running ? busy_place(face, context)
                                                  : blocked_place(face, context.sources);
  finding.stack = face.frames;
  finding.ancestors = seen_ancestors(goroutine);
  explain(finding, cluster, context);
  return finding;
}

} // namespace

std::vector<Judged>
make_findings(const std::vector<Cluster>& clusters, std::vector<std::vector<Leaker>> leakers,
              const FindingContext& context)
{
  std::vector<Finding> findings;
  findings.reserve(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    findings.push_back(make_finding(clusters[i], std::move(leakers[i]), context));
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
