#include "gate/app/confirm/heap_check.hpp"

#include "gate/app/confirm/blame.hpp"
#include "gate/app/confirm/heap_runs.hpp"
#include "gate/app/confirm/runner.hpp"
#include "gate/app/confirm/suite_time.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/confirm_pattern.hpp"
#include "rules/heap/growth.hpp"
#include "rules/heap/heap_rounds.hpp"
#include "rules/heap/sites.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace leakgate {

namespace {

using Names = std::set<std::string>;
using std::chrono::milliseconds;

// Six rounds of more than this would take the memory that a job has.
constexpr std::int64_t k_most_growth = std::int64_t{512} << 20;

// A package whose tests take longer than this a round is narrowed down before its sites are taken,
// which costs up to thirty times as much.
constexpr std::chrono::seconds k_quick_round{2};

class HeapChecker
{
public:
  HeapChecker(const ConfirmRunner& runner, const HeapPolicy& policy, const Evidence& suite,
              milliseconds budget, const Terminal* terminal)
      : m_runs(runner, policy, budget, terminal), m_policy(policy), m_suite(suite),
        m_sources(suite.roots)
  {
  }

  // What most packages need no more than: many processes at once, and one start of the go command.
  void
  look_at_once(const std::vector<HeapTarget>& targets, bool failfast)
  {
    ConfirmPlan plan;
    for (const HeapTarget& target : targets) {
      if (!target.tests.empty() && target.bytes <= k_most_growth) {
        plan.packages[target.package] = target.tests;
      }
    }
    m_runs.run_together(plan, m_suite.run, failfast, HeapMeasure::counts);
    std::erase_if(plan.packages, [&](const auto& each) {
      const LoneProcess* process = m_runs.known(each.first, each.second, {HeapMeasure::counts});
      return process == nullptr || !has_grown(*process) || is_slow(each.second, run_of(each.first));
    });
    m_runs.run_together(std::move(plan), m_suite.run, failfast, HeapMeasure::sites);
  }

  HeapPackage
  check(const HeapTarget& target)
  {
    m_package = {};
    m_package.import_path = target.package;
    m_package.set_apart = target.apart;
    m_first = &run_of(target.package);
    if (target.bytes > k_most_growth) {
      m_package.note = fmt::format("it grew by {} in one run: too much to run it several times in "
                                   "one process",
                                   text::byte_size(target.bytes));
      return std::move(m_package);
    }
    if (!target.tests.empty()) {
      check_tests(m_runs.in_time(*m_first, target.tests));
    }
    if (target.holds) {
      m_package.apart = run(target.apart, {HeapMeasure::sites});
    }
    m_package.note = m_runs.take_note();
    if (m_package.runs.empty() && rules::has_tests_without_rounds(*m_first)) {
      m_package.note += m_package.note.empty() ? "" : "; ";
      m_package.note += "fuzz targets and examples do not run again";
    }
    return std::move(m_package);
  }

private:
  const PackageRun&
  run_of(const std::string& package)
  {
    const auto& all = m_suite.run.packages;
    const auto found = std::ranges::find(all, package, &PackageRun::import_path);
    m_unknown.import_path = package;
    return found == all.end() ? m_unknown : *found;
  }

  [[nodiscard]] static bool
  is_slow(const Names& tests, const PackageRun& run)
  {
    return tests.size() > 1 && time_of(tests, run) > k_quick_round;
  }

  void
  check_tests(const Names& tests)
  {
    const LoneProcess* whole = keep(run(tests, {HeapMeasure::counts}));
    if (whole == nullptr || !has_grown(*whole)) {
      if (whole != nullptr && was_filled_twice(*whole)) {
        look_for_steps(Names(whole->tests));
      }
      return;
    }
    const Names suspects = whole->tests;
    const std::int64_t wanted = least_of(*whole);
    const std::int64_t grown = rules::sum(growth_of(*whole).bytes);
    Names named = is_slow(suspects, *m_first) ? narrowed(suspects, wanted) : Names();
    const bool apart = !named.empty();
    if (!apart) {
      named = find_sites(suspects, grown);
    }
    if (5 * grown <= k_most_growth) { // what has a limit may be full after more rounds
      const bool all = !apart && fits_steps(suspects);
      for (const Names& some : all ? std::vector{suspects} : each_of_few(named)) {
        (void)(fits_steps(some) ? keep(run(some, {HeapMeasure::counts, true})) : nullptr);
      }
    }
    if (!apart && std::ranges::count(m_package.runs, suspects, &LoneProcess::tests) == 1) {
      (void)keep(run(suspects, {HeapMeasure::counts, false, 2})); // nothing else has confirmed it
    }
  }

  // What doubles now and then has grown in the second round, and what is filled once has not.
  [[nodiscard]] bool
  was_filled_twice(const LoneProcess& process) const
  {
    const auto& rounds = process.evidence.rounds;
    return rounds.size() > 1 && rounds[0].live && rounds[1].live &&
           rounds[1].live->bytes - rounds[0].live->bytes >= m_policy.floor_bytes;
  }

  void
  look_for_steps(const Names& tests)
  {
    const LoneProcess* process =
        fits_steps(tests) ? keep(run(tests, {HeapMeasure::counts, true})) : nullptr;
    if (process != nullptr && has_grown(*process)) {
      (void)keep(run(tests, {HeapMeasure::sites, true}));
    }
  }

  // Several that grow in steps may grow in every round together, or beside what grows in each.
  void
  look_for_steps_beside(const Names& tests, std::int64_t grown,
                        const std::vector<rules::GrowingSite>& sites)
  {
    for (const rules::GrowingSite& site : sites) {
      grown -= rules::sum(site.growth.bytes);
    }
    if (grown >= rules::k_counted_rounds * m_policy.floor_bytes && fits_steps(tests)) {
      (void)keep(run(tests, {HeapMeasure::sites, true}));
    }
  }

  // The sites of all at once, and by halves the tests of those whose stacks name none. The tests
  // that all sites name, or nothing.
  Names
  find_sites(const Names& suspects, std::int64_t grown)
  {
    const LoneProcess* process = keep(run(suspects, {HeapMeasure::sites}));
    if (process == nullptr) {
      return {};
    }
    const Names looked_at = process->tests;
    const std::vector<rules::GrowingSite> sites = sites_of(*process);
    for (const std::string& test : suspects) {
      if (!looked_at.contains(test)) {
        (void)keep(run({test}, {HeapMeasure::counts})); // too slow for sites: does it grow?
      }
    }
    look_for_steps_beside(looked_at, grown, sites);
    const rules::OpenSites open = rules::open_sites(sites);
    std::int64_t wanted = 0;
    for (const auto& [line, bytes] : open) {
      wanted += bytes;
    }
    if (wanted < m_policy.floor_bytes) {
      return rules::tests_of(sites, m_policy.floor_bytes);
    }
    if (suspects.size() > 1) {
      (void)blame(suspects, wanted, [&](const Names& tests) { return ask_sites(tests, open); });
    }
    return {};
  }

  std::optional<std::int64_t>
  ask_sites(const Names& tests, const rules::OpenSites& open)
  {
    const LoneProcess* process = keep(run(tests, {HeapMeasure::sites}));
    if (process == nullptr) {
      return std::nullopt;
    }
    std::int64_t grown = 0;
    for (const auto& [line, bytes] : rules::open_sites(sites_of(*process))) {
      grown += open.contains(line) ? bytes : 0;
    }
    return grown;
  }

  // The sites of the tests that grow when each runs without the others, and these tests.
  Names
  narrowed(const Names& tests, std::int64_t wanted)
  {
    Names found = blame(tests, wanted, [&](const Names& some) { return ask_counts(some); });
    for (const std::string& test : found) {
      (void)keep(run({test}, {HeapMeasure::sites}));
    }
    return found;
  }

  std::optional<std::int64_t>
  ask_counts(const Names& tests)
  {
    const LoneProcess* process = keep(run(tests, {HeapMeasure::counts}));
    if (process == nullptr) {
      return std::nullopt;
    }
    return has_grown(*process) ? least_of(*process) : 0;
  }

  // What a test showed alone that is not to blame is no evidence against it.
  Names
  blame(const Names& tests, std::int64_t wanted, const BringBack& ask)
  {
    Names found = blamed_tests(tests, wanted, m_policy.floor_bytes / 2, ask);
    std::erase_if(m_package.runs, [&](const LoneProcess& process) {
      return process.tests.size() == 1 && process.tests != tests &&
             !found.contains(*process.tests.begin());
    });
    return found;
  }

  std::optional<LoneProcess>
  run(Names tests, const HeapRounds& how)
  {
    return m_runs.run(*m_first, std::move(tests), how);
  }

  [[nodiscard]] bool
  fits_steps(const Names& tests) const
  {
    return m_runs.is_quick(*m_first, tests, rules::k_step_rounds);
  }

  [[nodiscard]] rules::HeapGrown
  growth_of(const LoneProcess& process) const
  {
    return rules::counted_rounds(process.evidence.rounds, m_warm_up);
  }

  [[nodiscard]] bool
  has_grown(const LoneProcess& process) const
  {
    return rules::grows(growth_of(process), m_policy);
  }

  [[nodiscard]] std::int64_t
  least_of(const LoneProcess& process) const
  {
    return rules::least(growth_of(process).bytes);
  }

  std::vector<rules::GrowingSite>
  sites_of(const LoneProcess& process)
  {
    return rules::growing_sites(process.evidence, m_warm_up,
                                rules::TestNames(m_package.import_path, m_first), m_sources);
  }

  const LoneProcess*
  keep(std::optional<LoneProcess> process)
  {
    if (!process) {
      return nullptr;
    }
    m_package.runs.push_back(std::move(*process));
    return &m_package.runs.back();
  }

  HeapRuns m_runs;
  const HeapPolicy& m_policy;
  const Evidence& m_suite;
  rules::SourceNames m_sources;
  const int m_warm_up = HeapCheck{}.warm_up;
  HeapPackage m_package;
  PackageRun m_unknown;
  const PackageRun* m_first = nullptr;
};

} // namespace

HeapCheck
check_heaps(const TestSession& session, const TestOptions& options, const HeapPolicy& policy,
            const std::vector<HeapTarget>& targets, const Evidence& suite, milliseconds budget,
            const Terminal& terminal)
{
  HeapCheck check;
  const ConfirmRunner runner(session, options, suite.run);
  const bool quiet = session.plan.arguments.json || options.loudness == Loudness::quiet;
  HeapChecker checker(runner, policy, suite, budget, quiet ? nullptr : &terminal);
  checker.look_at_once(targets, stops_at_failure(session.plan));
  for (const HeapTarget& target : quickest_first(targets, suite.run)) {
    check.packages.push_back(checker.check(target));
  }
  std::ranges::sort(check.packages, {}, &HeapPackage::import_path);
  return check;
}

} // namespace leakgate
