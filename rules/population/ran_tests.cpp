#include "rules/population/ran_tests.hpp"

#include "gate/base/text.hpp"
#include "rules/names/suite_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace leakgate::rules {

namespace {

// What the probe counts: an example or a benchmark has no goroutine of its own.
bool
is_counted(std::string_view test)
{
  return test.find('/') == std::string_view::npos &&
         (test.starts_with("Test") || test.starts_with("Fuzz"));
}

bool
has_snapshot(const PackageEvidence& evidence)
{
  return evidence.tests_ran.has_value() &&
         (evidence.source == EvidenceSource::probe || evidence.source == EvidenceSource::cache);
}

// Tests that the command asked for and that TestMain's choice left out, of subtests at least one;
// not known where the process or -failfast left off in the middle.
std::int64_t
turned_away(const PackageEvidence& evidence, PackageEnd end)
{
  const bool whole =
      end == PackageEnd::passed || end == PackageEnd::failed || end == PackageEnd::no_tests;
  return whole && evidence.tests_asked && has_snapshot(evidence)
             ? std::max<std::int64_t>(evidence.tests_left_out, evidence.left_out_subtests ? 1 : 0)
             : 0;
}

// Without -v only its last line shows that another process of the binary ran tests.
std::string
unseen_process(const PackageRun& run, const PackageEvidence& evidence)
{
  if (turned_away(evidence, run.end) == 0 || run.final_frames <= evidence.runs_of_m) {
    return {};
  }
  return fmt::format("the command asked for {}, the process that left the snapshot began {} of "
                     "them, and another one printed here that its tests have ended (does TestMain "
                     "start the test binary again? call m.Run in the first process)",
                     text::counted(*evidence.tests_asked, "test"), *evidence.tests_ran);
}

std::string
left_out_tests(const PackageEvidence& evidence, PackageEnd end)
{
  const std::int64_t count = turned_away(evidence, end);
  if (count == 0) {
    return {};
  }
  if (evidence.tests_left_out == 0) {
    return "TestMain chose among the subtests that the command asked for: nothing is known of the "
           "goroutines of the others (should it run them in a process of its own, call m.Run in "
           "the first one)";
  }
  return fmt::format("TestMain left out {} of the {} that the command asked for: nothing is known "
                     "of their goroutines (should it run them in a process of its own, call m.Run "
                     "in the first one)",
                     count, text::counted(*evidence.tests_asked, "test"));
}

// What is skipped here may run in the other process; nothing shows whether it does.
std::string
skipped_tests(const PackageRun* run, const PackageEvidence& evidence)
{
  if (run == nullptr || !has_snapshot(evidence) || run->final_frames <= evidence.runs_of_m) {
    return {};
  }
  const auto skipped = std::ranges::count_if(run->tests, [](const TestCase& test) {
    return is_counted(test.name) && test.outcome == TestOutcome::skip;
  });
  if (skipped == 0) {
    return {};
  }
  return fmt::format("another test process printed here that its tests have ended: if {} that "
                     "{} skipped here ran there, nothing is known of their goroutines (call m.Run "
                     "in the first process)",
                     text::counted(skipped, "test"), skipped == 1 ? "was" : "were");
}

} // namespace

std::string
unseen_tests(const PackageRun* run, const PackageEvidence& evidence)
{
  if (run == nullptr || !has_snapshot(evidence)) {
    return {};
  }
  std::set<std::string_view> ran;
  for (const TestCase& test : run->tests) {
    if (is_counted(test.name)) {
      ran.insert(test.name);
    }
  }
  const auto all = static_cast<std::int64_t>(ran.size());
  if (all <= *evidence.tests_ran) {
    return unseen_process(*run, evidence);
  }
  return fmt::format("{} ran, and the process that left the snapshot began {} of them (does "
                     "TestMain start the test binary again? call m.Run in the first process)",
                     text::counted(all, "test"), std::max<std::int64_t>(*evidence.tests_ran, 0));
}

void
heed_unseen_tests(PackageVerdict& package, const PackageRun* run, const PackageEvidence& evidence,
                  std::vector<Problem>& problems)
{
  const bool saw_none = package.end == PackageEnd::no_tests;
  if (!package.note.empty() && !saw_none) {
    return; // it is not judged anyhow
  }
  if (const std::string unseen = unseen_tests(run, evidence); !unseen.empty()) {
    package.end = saw_none ? PackageEnd::ran_none : package.end;
    package.note = unseen;
  } else if (const std::string left_out = left_out_tests(evidence, package.end);
             !left_out.empty()) {
    problems.push_back({package.import_path, left_out});
    package.narrowed = true;
  } else if (const std::string skipped = skipped_tests(run, evidence); !skipped.empty()) {
    problems.push_back({package.import_path, skipped});
  }
}

void
confirm_ends(TestRun& run, const std::vector<PackageEvidence>& evidence)
{
  std::unordered_map<std::string_view, const PackageEvidence*> by_package;
  for (const PackageEvidence& each : evidence) {
    by_package.emplace(each.import_path, &each);
  }
  for (PackageRun& package : run.packages) {
    const auto found = by_package.find(package.import_path);
    if (package.end == PackageEnd::no_tests && found != by_package.end() &&
        !unseen_tests(&package, *found->second).empty()) {
      package.end = PackageEnd::ran_none;
    }
    if (package.end != PackageEnd::passed || found == by_package.end() ||
        !has_snapshot(*found->second) || !unseen_tests(&package, *found->second).empty()) {
      continue;
    }
    const std::unordered_set<std::string_view> running(found->second->running_tests.begin(),
                                                       found->second->running_tests.end());
    for (TestCase& test : package.tests) {
      if (test.outcome == TestOutcome::none && !running.contains(test.name)) {
        test.outcome = TestOutcome::pass;
      }
    }
  }
}

} // namespace leakgate::rules
