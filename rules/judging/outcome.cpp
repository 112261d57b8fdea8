#include "rules/judging/outcome.hpp"

#include "gate/base/text.hpp"
#include "gate/model/vet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

bool
is_reported(const Finding& finding)
{
  return finding.disposition == Disposition::reported;
}

std::string
imbalance(const Ledger& ledger)
{
  const std::int64_t accounted = ledger.in_before + ledger.runtime + ledger.allowed +
                                 ledger.baseline + ledger.below_threshold + ledger.reported;
  return fmt::format("ledger: it does not balance, got {} seen and {} accounted for (this is a "
                     "defect of leakgate: please report it with the JSON result)",
                     text::counted(ledger.seen, "goroutine"), accounted);
}

std::string
missing_evidence(const Verdict& verdict)
{
  std::string first;
  long long unjudged = 0;
  for (const PackageVerdict& package : verdict.packages) {
    if (package.judged || package.end == PackageEnd::no_tests) {
      continue;
    }
    if (unjudged++ == 0) {
      first = fmt::format("{}: {}", package.import_path, package.note);
    }
  }
  if (unjudged > 1) {
    first += fmt::format("; and {} more", text::counted(unjudged - 1, "package"));
  }
  return first;
}

// What to do about the error with which the probe could not write.
std::string_view
what_to_do(std::string_view error)
{
  constexpr std::string_view k_rights =
      "is Go's build cache writable? a test that takes rights from "
      "its own process, by setuid, chroot or a limit, has to do "
      "that in a child process";
  constexpr std::string_view k_room =
      "it goes below Go's build cache: make room there, or set GOCACHE to another folder";
  constexpr std::array<std::string_view, 5> k_lost = {"permission denied", "not permitted",
                                                      "no such file", "too many open files",
                                                      "file too large"};
  return std::ranges::any_of(k_lost,
                             [&](std::string_view lost) { return error.find(lost) != error.npos; })
             ? k_rights
             : k_room;
}

// Where the probe itself has said why it could write nothing.
std::string
probe_reason(const PackageEvidence& evidence)
{
  constexpr std::string_view k_said = "the probe left no snapshot, got ";
  for (const Problem& problem : evidence.problems) {
    if (problem.what.starts_with(k_said)) {
      const std::string_view error = std::string_view(problem.what).substr(k_said.size());
      return fmt::format("the probe could not write its snapshot, got {} ({})", error,
                         what_to_do(error));
    }
  }
  return {};
}

// What the go command says of a test process that a signal has ended (`signal: killed`), in the
// name of whatever test printed last.
bool
says_end(const PackageRun& run, std::string_view line)
{
  const auto says_so = [&](std::string_view output) {
    const std::vector<std::string_view> lines = text::split(output, '\n');
    return std::ranges::find(lines, line) != lines.end();
  };
  return run.end == PackageEnd::crashed &&
         (says_so(run.output) || std::ranges::any_of(run.tests, [&](const TestCase& test) {
            return says_so(test.output);
          }));
}

// Why there is no snapshot of tests that were to run.
std::string
lost_note(PackageEnd end, const PackageEvidence* evidence, const PackageRun* run)
{
  if (run != nullptr && says_end(*run, "signal: killed")) {
    return "killed by a signal that no program can answer, so it left nothing (for want of "
           "memory? give the job more, or run fewer tests at once: -p=1, -parallel=1)";
  }
  if (run != nullptr &&
      (says_end(*run, "signal: interrupt") || says_end(*run, "signal: terminated"))) {
    return "a signal ended it in the middle, so it left nothing (run it to its end)";
  }
  if (evidence != nullptr) {
    if (const std::string why = probe_reason(*evidence); !why.empty()) {
      return why;
    }
  }
  const bool died = end == PackageEnd::crashed || end == PackageEnd::timed_out;
  if (evidence != nullptr && !evidence->problems.empty() && !died) {
    return evidence->problems.back().what; // whoever looked for it knows best
  }
  return died ? "crashed without a goroutine dump (set GOTRACEBACK=all, or raise -timeout)"
              : "the test process left no snapshot (run it again with --no-cache; if that does not "
                "help it was killed, or an -exec wrapper swallowed its output)";
}

} // namespace

std::string
unjudged_note(PackageEnd end, const PackageEvidence* evidence, const PackageRun* run)
{
  if (end == PackageEnd::no_tests) {
    return "no tests to run";
  }
  if (end == PackageEnd::ran_none) {
    return "ended with exit code 0 before any test began (does TestMain leave without m.Run? tests "
           "that are not to run call t.Skip, or leave the package out)";
  }
  if (end == PackageEnd::build_failed) {
    return run != nullptr && refused_by_vet(*run)
               ? "go vet refused it, so nothing ran (mend what it says, or pass -vet=off)"
               : "does not compile, so nothing ran";
  }
  if (evidence == nullptr || evidence->source == EvidenceSource::none || !evidence->after) {
    return lost_note(end, evidence, run);
  }
  if (!evidence->before && evidence->source != EvidenceSource::crash) {
    return "the snapshot from before the tests is missing (run it again with --no-cache)";
  }
  if (!evidence->unseen.empty()) {
    return fmt::format("goroutines of {} cannot be seen, as Go takes them for the runtime's (give "
                       "that module a path that does not begin with \"runtime.\")",
                       evidence->unseen);
  }
  return {};
}

void
decide_outcome(Verdict& verdict)
{
  verdict.reason.clear();
  const bool balanced =
      verdict.ledger.balances() && std::ranges::all_of(verdict.packages, [](const auto& each) {
        return each.ledger.balances();
      });
  // Only packages that `go test` ran have an end; two snapshots alone have none.
  const bool failed = std::ranges::any_of(
      verdict.run.packages, [](const PackageRun& run) { return go_test_failed(run.end); });
  const bool nothing_ran = std::ranges::none_of(
      verdict.packages, [](const auto& each) { return each.judged || ran_tests(each.end); });
  if (verdict.partial) {
    verdict.outcome = Outcome::no_verdict;
    verdict.reason = "interrupted: only what came before it is in here (run it to its end)";
  } else if (failed) {
    verdict.outcome = Outcome::tests_failed;
  } else if (!balanced) {
    verdict.outcome = Outcome::no_verdict;
    verdict.reason = imbalance(verdict.ledger);
  } else if (std::ranges::any_of(verdict.findings, is_reported)) {
    verdict.outcome = Outcome::leaks;
  } else {
    verdict.reason = missing_evidence(verdict);
    if (verdict.reason.empty() && nothing_ran) {
      verdict.reason = "no package ran a test (check the packages and -run)";
    }
    verdict.outcome = verdict.reason.empty() ? Outcome::pass : Outcome::no_verdict;
  }
}

} // namespace leakgate::rules
