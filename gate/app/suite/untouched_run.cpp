#include "gate/app/suite/handed_on.hpp"
#include "gate/app/suite/replaced.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/capture/collect.hpp"
#include "gate/decode/events/plain_output.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

Result<SuiteRun>
run_plain(const ProcessRunner& processes, const Command& command, const std::string& run)
{
  TestEventReader reader({}, run, TestEventReader::Tests::as_shown);
  PlainOutput output({[](std::string_view text) { hand_on(stdout, text); },
                      [&](std::string_view event) { reader.feed(event); }},
                     wants_ancestors());
  std::string errors; // what a build says stands here
  const auto status = processes(
      command, [&](std::string_view piece) { output.feed(piece); },
      [&](std::string_view piece) {
        hand_on(stderr, piece);
        errors += piece;
        const std::size_t whole = errors.rfind('\n') + 1;
        reader.feed(std::string_view(errors).substr(0, whole));
        errors.erase(0, whole);
      });
  output.finish();
  if (!status) {
    return failure(status.error());
  }
  return SuiteRun{*status, reader.finish(), reader.problems()};
}

// With the user's -json somebody reads the event stream.
Result<SuiteRun>
run_events(const ProcessRunner& processes, const Command& command, const std::string& run)
{
  TestEventReader::Listener listener;
  listener.on_raw = [](std::string_view line) { hand_on(stdout, std::string(line) + "\n"); };
  return run_go_test(processes, command, run, std::move(listener),
                     [](std::string_view piece) { hand_on(stderr, piece); });
}

std::vector<std::string>
replayed_packages(const TestRun& run)
{
  std::vector<std::string> names;
  for (const PackageRun& package : run.packages) {
    if (package.cached) {
      names.push_back(package.import_path);
    }
  }
  return names;
}

} // namespace

Result<SuiteRun>
run_untouched(const TestSession& session, TestCache cache)
{
  const std::string& run = session.identity.run;
  GoTestPlan plan = session.plan;
  plan.plain = !plan.arguments.json;
  const Command command = go_test_command(plan, cache, plan.arguments.packages);
  if (!plan.plain) {
    return run_events(session.processes, command, run);
  }
  auto suite = run_plain(session.processes, command, run);
  if (!suite) {
    return suite;
  }
  confirm_ran(suite->run, session.store, session.identity);
  add_recorded_tests(suite->run, session.store, session.identity);
  const std::vector<std::string> replayed = replayed_packages(suite->run);
  if (replayed.empty() || interrupt_requested()) {
    return suite;
  }
  auto again =
      run_go_test(session.processes, go_test_command(session.plan, TestCache::use, replayed), run,
                  {}, [](std::string_view) {});
  if (!again) {
    return failure(again.error());
  }
  replace_packages(suite->run, std::move(again->run));
  replace_problems(suite->problems, std::move(again->problems), replayed);
  return suite;
}

} // namespace leakgate
