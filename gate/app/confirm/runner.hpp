#pragma once

#include "gate/app/confirm/cache.hpp"
#include "gate/app/confirm/plan.hpp"
#include "gate/app/line/options.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/base/process/command.hpp"
#include "gate/capture/confirm_pattern.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/suite_run.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace leakgate {

/// What one command of a confirmation came to.
struct GroupOutcome
{
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  bool cut_off = false;                  ///< its time was over before it had ended
  std::string problem;                   ///< why it measured nothing; empty otherwise
};

/// How the tests of one command run.
struct ConfirmMode
{
  int rounds = 1;
  int number = 1; ///< of several commands that are alike otherwise
  /// How long each process lives on, after its tests, for timers that are due.
  std::chrono::milliseconds await{0};
  HeapMeasure heap = HeapMeasure::nothing; ///< at the end of each round
  std::int64_t heap_floor_bytes = 0;       ///< as ProbeOptions has them
  std::int64_t heap_floor_objects = 0;
  bool keeps_cut_off = false; ///< what had not ended in its time is stuck, and remembered as that
  bool settles =
      false; ///< as long as the suite did: there are no rounds, so the end is what counts
};

/// Runs one group of a confirmation at a time, with the toolchain, overlay and flags of the
/// suite; what it is made from must outlive it.
class ConfirmRunner
{
public:
  ConfirmRunner(const TestSession& session, const TestOptions& options, const TestRun& first);

  /// What was measured when the suite ran whose result Go has replayed from its test
  /// cache; nothing when the cache is off.
  [[nodiscard]] std::optional<GroupOutcome> recall(const ConfirmPlan& group,
                                                   const ConfirmMode& mode) const;

  /// Runs the group for at most `limit`, which is more than nothing, and keeps what is
  /// whole for recall: of rounds with measured heaps each package by itself. What the tests
  /// print is not shown.
  [[nodiscard]] GroupOutcome measure(const ConfirmPlan& group, std::chrono::milliseconds limit,
                                     const ConfirmMode& mode) const;

private:
  void keep(const KeptConfirmation& kept, const ConfirmPlan& group, const GroupOutcome& outcome,
            const ConfirmMode& mode) const;
  [[nodiscard]] TestsBySubtests chosen(const std::set<std::string>& tests) const;
  [[nodiscard]] ProbeOptions probe(const ConfirmMode& mode) const;
  [[nodiscard]] ConfirmCache cache(const ConfirmPlan& group, const ConfirmMode& mode) const;
  [[nodiscard]] Command command(const ConfirmPlan& group, const std::string& run,
                                std::chrono::milliseconds limit, const ConfirmMode& mode) const;
  [[nodiscard]] GroupOutcome collect(TestRun run, const std::string& id,
                                     const ConfirmMode& mode) const;

  const TestSession& m_session;
  const TestOptions& m_options;
  const TestRun& m_first;
  std::vector<RunChoice> m_choices; ///< what the suite ran of its tests
};

} // namespace leakgate
