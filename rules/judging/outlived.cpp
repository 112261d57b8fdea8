#include "rules/judging/outlived.hpp"

#include "gate/model/sent_signal.hpp"
#include "rules/matching/rule_finding.hpp"
#include "rules/population/attribution.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace leakgate::rules {

namespace {

bool
has_function(const Goroutine& goroutine, std::string_view start)
{
  return std::ranges::any_of(goroutine.frames, [&](const Frame& frame) {
    return frame.function.view().starts_with(start);
  });
}

// The probe itself runs inside of os.Exit, in the goroutine that ends the process.
bool
waits_to_exit(const Goroutine& goroutine)
{
  return has_function(goroutine, "os.Exit") &&
         has_function(goroutine, "internal/runtime/exithook.Run") &&
         !has_function(goroutine, "testing.leakgate") &&
         !has_function(goroutine, "testing.(*leakgate");
}

// The runtime starts the goroutine of finalizers, and Go shows nothing of that.
bool
is_finalizer(const Goroutine& goroutine)
{
  return !goroutine.created_by && goroutine.id != 1;
}

// By its own doing: what comes from outside is no goroutine's.
bool
died(const PackageRun* run)
{
  return run != nullptr && !run->late_status.empty() && !is_killed_from_outside(run->late_status);
}

// `panicked: assignment to entry in nil map`, from Go's own first line about the end.
std::string
end_in_words(std::string_view status)
{
  constexpr std::string_view k_panic = "panic: ";
  constexpr std::string_view k_fatal = "fatal error: ";
  if (status.starts_with(k_panic)) {
    return fmt::format("panicked: {}", status.substr(k_panic.size()));
  }
  if (status.starts_with(k_fatal)) {
    return fmt::format("ended the process: {}", status.substr(k_fatal.size()));
  }
  return fmt::format("ended the process: {}", status);
}

std::string
message_of(const Goroutine& goroutine, const PackageRun* run)
{
  const std::string end = waits_to_exit(goroutine) ? "called os.Exit"
                          : died(run)              ? end_in_words(run->late_status)
                                                   : "ended the process";
  return is_finalizer(goroutine) ? "finalizer that ran after the tests " + end
                                 : "goroutine outlived its test and then " + end;
}

std::string
message_of_process(std::string_view status)
{
  const std::string_view signal = sent_signal(status);
  const std::string message =
      "the process ended while leakgate waited for goroutines of its tests, with ";
  return signal.empty()
             ? message + std::string(status)
             : fmt::format("{}{}: one of them sent it, or somebody from outside", message, signal);
}

Finding
finding_of(const Suspect& suspect, const OutlivedContext& context)
{
  const Goroutine& goroutine = *suspect.goroutine;
  const Place blocked = blocked_place(goroutine, context.sources);
  Finding finding = rule_finding("outlived", FindingKind::outlived, context.package,
                                 fmt::format("{} {}", suspect.test.view(), blocked.function),
                                 message_of(goroutine, context.run));
  finding.test = suspect.test.view();
  finding.attribution = suspect.by;
  finding.phase = phase_of(goroutine, finding.test);
  finding.state = goroutine.state;
  finding.wait = goroutine.wait;
  finding.at = test_place(goroutine, finding.test, finding.phase,
                          {context.names, context.sources, context.package, context.source_line});
  if (goroutine.created_by) {
    finding.started = context.sources.place(*goroutine.created_by);
  }
  finding.called = called_place(goroutine, context.sources);
  finding.blocked = blocked;
  finding.stack = goroutine.frames;
  finding.ancestors = goroutine.ancestors;
  return finding;
}

} // namespace

Population
take_outlived(Population& population, const PackageRun* run)
{
  Population outlived;
  bool crash = died(run); // a crash shows the goroutine that it is about first
  std::erase_if(population.suspects, [&](const Suspect& suspect) {
    const bool crashed = std::exchange(crash, false) && suspect.goroutine->wait == Wait::running;
    if (!crashed && !waits_to_exit(*suspect.goroutine)) {
      return false;
    }
    outlived.suspects.push_back(suspect);
    return true;
  });
  return outlived;
}

std::vector<Finding>
outlived_findings(const Population& outlived, const OutlivedContext& context)
{
  std::vector<Finding> findings;
  bool explained = false;
  for (const Suspect& suspect : outlived.suspects) {
    explained = explained || !waits_to_exit(*suspect.goroutine);
    findings.push_back(finding_of(suspect, context));
  }
  if (died(context.run) && !explained) {
    findings.push_back(rule_finding("outlived", FindingKind::outlived, context.package, "process",
                                    message_of_process(context.run->late_status)));
  }
  return findings;
}

} // namespace leakgate::rules
