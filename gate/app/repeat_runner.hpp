#pragma once

#include "gate/app/options.hpp"
#include "gate/app/repeat_cache.hpp"
#include "gate/app/repeat_plan.hpp"
#include "gate/app/test_session.hpp"
#include "gate/base/process.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/test_run.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// What one command of a repetition came to.
struct GroupOutcome
{
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  bool cut_off = false;                  ///< its time was over before it had ended
  std::string problem;                   ///< why it measured nothing; empty otherwise
};

/// How the tests of one command run.
struct RepeatMode
{
  int rounds = 1;
  int number = 1; ///< of several commands that are alike otherwise
  /// How long each process lives on, after its tests, for timers that are due.
  std::chrono::milliseconds await{0};
};

/// Runs one group of a repetition at a time, with the toolchain, overlay and flags of the
/// suite; what it is made from must outlive it. `subtests` is that of RepeatedTests.
class RepeatRunner
{
public:
  RepeatRunner(const TestSession& session, const TestOptions& options, const TestRun& first,
               std::string subtests);

  /// What was measured when the suite ran whose result Go has replayed from its test
  /// cache; nothing when the cache is off.
  [[nodiscard]] std::optional<GroupOutcome> recall(const RepeatPlan& group,
                                                   const RepeatMode& mode) const;

  /// Runs the group for at most `limit`, which is more than nothing, and keeps what is
  /// whole for recall. What the tests print is not shown.
  [[nodiscard]] GroupOutcome measure(const RepeatPlan& group, std::chrono::milliseconds limit,
                                     const RepeatMode& mode) const;

private:
  [[nodiscard]] ProbeOptions probe(const RepeatMode& mode) const;
  [[nodiscard]] RepeatCache cache(const RepeatPlan& group, const RepeatMode& mode) const;
  [[nodiscard]] Command command(const RepeatPlan& group, const std::string& run,
                                std::chrono::milliseconds limit, const RepeatMode& mode) const;
  [[nodiscard]] GroupOutcome collect(TestRun run, const std::string& id,
                                     const RepeatMode& mode) const;

  const TestSession& m_session;
  const TestOptions& m_options;
  const TestRun& m_first;
  std::string m_subtests;
};

} // namespace leakgate
