#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/suite_run.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>

namespace leakgate {

/// One attempt at running some tests of a package several times in one process.
struct ConfirmAttempt
{
  PackageRun run;
  std::optional<PackageEvidence> evidence;
  bool cut_off = false; ///< the budget was over before the command had ended

  friend bool operator==(const ConfirmAttempt&, const ConfirmAttempt&) = default;
};

/// The tests that had begun and not ended, without their subtests.
[[nodiscard]] std::set<std::string> unfinished_tests(const PackageRun& run);

/// True when `rounds` of the tests `planned` should have ended within `limit`, by the time that
/// they took at `first`, twice over and with two seconds for the process: what has not is stuck.
[[nodiscard]] bool had_time(const std::set<std::string>& planned, const PackageRun& first,
                            int rounds, std::chrono::milliseconds limit);

/// Which of the tests `planned` are worth another attempt, because this one did not come to
/// the end of its `rounds`: those that did not end it. The ones that did have failed or,
/// when that is none, had not ended themselves; where the budget ended it both are out.
/// Empty when this attempt is good, or when another could be no better.
[[nodiscard]] std::set<std::string> worth_another(const ConfirmAttempt& attempt,
                                                  const std::set<std::string>& planned, int rounds);

/// Puts `again`, which ran the tests `planned`, in the place of `attempt`. What failed in
/// `attempt` and did not run again still stands in the result as failed.
void replace_attempt(ConfirmAttempt& attempt, ConfirmAttempt again,
                     const std::set<std::string>& planned);

} // namespace leakgate
